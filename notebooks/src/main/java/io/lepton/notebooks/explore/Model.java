package io.lepton.notebooks.explore;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.evaluation.Comparison;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.EvaluationTable;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.training.TrainingCurve;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A published version of a model, and how it did on devices held out. */
public final class Model {
  private static final String NAIVE = "naive";

  private final JobContext context;
  private final StoredModel stored;
  private final ScoringModel scoring;

  Model(JobContext context, ModelVersion version) {
    this.context = context;
    this.stored = context.models().open(version);
    this.scoring = ScoringModel.of(stored);
  }

  ScoringModel scoring() {
    return scoring;
  }

  /** What predictions count, in the plural. */
  public String unit() {
    return scoring.spec().label().unitName();
  }

  /** How it was trained. */
  public TrainingCurve curve() {
    return TrainingCurve.parse(stored.file(TrainingCurve.FILE));
  }

  /** Its figures on held-out windows beside those of simple models and of the naive guess. */
  public Table metrics() {
    Comparison comparison = measured().comparison();
    List<String> columns = new ArrayList<>(List.of("figure", scoring.id().toString()));
    comparison.rivals().forEach(rival -> columns.add(rival.name()));
    columns.add(NAIVE);
    List<List<Object>> rows = new ArrayList<>();
    for (Metric metric : comparison.metrics()) {
      List<Object> row = new ArrayList<>(List.of(metric.name(), metric.value()));
      comparison.rivals().forEach(rival -> row.add(rival.value(metric.name()).orElse(Double.NaN)));
      row.add(metric.naive().orElse(Double.NaN));
      rows.add(row);
    }
    return Table.of(columns, rows);
  }

  /** Whether it beats the simple models, in a sentence. */
  public String verdict() {
    return measured().comparison().verdict();
  }

  /** What its alarms come to. */
  public Table alarms() {
    Table table =
        new Table(
            List.of("alarms", scoring.id().toString(), NAIVE),
            measured().alarms().stream()
                .map(line -> List.of(line.name(), line.model(), line.naive()))
                .toList(),
            "");
    boolean compared = table.rows().stream().anyMatch(row -> !row.get(2).isBlank());
    return compared ? table : table.first(2);
  }

  /** How far from a prediction the truth may be, by the size of the prediction. */
  public Table intervals() {
    Table found =
        Table.of(
            List.of("predictions from", "half width", "found on devices", "windows"),
            scoring.intervals().bins().stream()
                .map(
                    bin ->
                        List.<Object>of(bin.from(), bin.halfWidth(), bin.devices(), bin.windows()))
                .toList());
    return found.rows().isEmpty()
        ? new Table(
            found.columns(), found.rows(), "no intervals: there were too few validation devices")
        : found;
  }

  /** How often the truth shall lie within the interval; 0 where there are no intervals. */
  public double promised() {
    return scoring.intervals().bins().isEmpty() ? 0 : scoring.intervals().coverage();
  }

  /** Each held-out window with the truth and what the model said. */
  public Dataset<Row> heldOut() {
    return new EvaluationTable(context).windows(scoring.name(), scoring.version());
  }

  /** The newest prediction for each device that has not failed, the lowest first. */
  public Dataset<Row> fleet() {
    Dataset<Row> last =
        context
            .lake()
            .existing(PredictionTable.id(context.config().scoring().table()), "lepton score")
            .read()
            .where(functions.col(PredictionTable.MODEL).equalTo(scoring.name()))
            .where(functions.col(PredictionTable.MODEL_VERSION).equalTo(scoring.version()))
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(
                functions.max(TelemetryTables.EVENT_TIME).as("last seen"),
                newest(PredictionTable.PREDICTION),
                newest(PredictionTable.LOWER),
                newest(PredictionTable.UPPER));
    return last.join(failures(), ended(), "left_anti").orderBy(PredictionTable.PREDICTION);
  }

  private static Column ended() {
    return functions
        .col(TelemetryTables.DEVICE_ID)
        .equalTo(functions.col("failed"))
        .and(functions.col("failed at").geq(functions.col("last seen")));
  }

  private Dataset<Row> failures() {
    return context
        .lake()
        .existing(context.config().ingest().events().silver().id(), "lepton ingest")
        .read()
        .where(
            context
                .config()
                .features()
                .label()
                .event()
                .map(functions.col("kind")::equalTo)
                .orElseGet(() -> functions.lit(false)))
        .select(
            functions.col(TelemetryTables.DEVICE_ID).as("failed"),
            functions.col(TelemetryTables.EVENT_TIME).as("failed at"));
  }

  private static Column newest(String column) {
    return functions
        .max_by(functions.col(column), functions.col(TelemetryTables.EVENT_TIME))
        .as(column);
  }

  private EvaluateJob.Result measured() {
    return new EvaluateJob(context).measured(scoring);
  }

  @Override
  public String toString() {
    return "%s, made from %s: %s"
        .formatted(scoring.id(), stored.manifest().trainingSet(), stored.manifest().metrics());
  }
}
