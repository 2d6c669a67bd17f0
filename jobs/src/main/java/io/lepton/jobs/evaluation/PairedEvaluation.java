package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sum;

import io.lepton.features.FeatureSpec;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.EvaluationConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two model versions on the windows that were held out from both: those of the evaluations table
 * with the same device and event time.
 */
public final class PairedEvaluation {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String NAIVE = "_naive";

  private final JobContext context;
  private final EvaluationTable evaluations;

  public PairedEvaluation(JobContext context) {
    this.context = context;
    this.evaluations = new EvaluationTable(context);
  }

  /**
   * Compares them; measures first what was not measured yet.
   *
   * @throws PipelineException of kind DATA if their losses mean different things, or if no window
   *     was held out from both
   */
  public PairedLosses compare(ModelVersion before, ModelVersion after) {
    boolean sameUnit = requireComparable(before, after);
    EvaluateJob evaluate = new EvaluateJob(context);
    for (ModelVersion version : List.of(before, after)) {
      if (!evaluate.isEvaluated(version)) {
        evaluate.run(version);
      }
    }
    Dataset<Row> pairs =
        losses(before, BEFORE)
            .join(
                losses(after, AFTER),
                Columns.names(List.of(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)));
    List<Row> devices =
        pairs
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(last() ? lit(1L) : count(lit(1)), figures())
            .orderBy(TelemetryTables.DEVICE_ID)
            .collectAsList();
    if (devices.isEmpty()) {
      throw PipelineException.data(
          "Cannot compare %s with %s: no window was held out from both (expected: at least one). Train one of them again on a training set with the other's split."
              .formatted(after, before));
    }
    return PairedLosses.of(sums(devices, sameUnit), context.config().promotion().seed());
  }

  /** Both losses and both naive ones: summed, or of the last window that both have. */
  private Column[] figures() {
    List<Column> figures = new ArrayList<>();
    for (String name : List.of(BEFORE, AFTER, BEFORE + NAIVE, AFTER + NAIVE)) {
      figures.add(last() ? max_by(col(name), col(TelemetryTables.EVENT_TIME)) : sum(name));
    }
    return figures.toArray(new Column[0]);
  }

  private boolean last() {
    return context.config().evaluation().windows() == EvaluationConfig.Which.LAST;
  }

  /** One row for a device and time, whatever readings it had at that time. */
  private Dataset<Row> losses(ModelVersion version, String name) {
    return evaluations
        .windows(version.name(), version.number())
        .groupBy(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)
        .agg(avg(WindowResult.LOSS).as(name), avg(WindowResult.NAIVE_LOSS).as(name + NAIVE));
  }

  private static List<PairedLosses.Device> sums(List<Row> devices, boolean sameUnit) {
    double naiveBefore = 0;
    double naiveAfter = 0;
    for (Row row : devices) {
      naiveBefore += row.getDouble(4);
      naiveAfter += row.getDouble(5);
    }
    double unit = sameUnit ? 1 : naiveBefore / naiveAfter;
    List<PairedLosses.Device> sums = new ArrayList<>();
    for (Row row : devices) {
      sums.add(new PairedLosses.Device(row.getLong(1), row.getDouble(2), row.getDouble(3) * unit));
    }
    return sums;
  }

  /** Whether the losses are in the same unit; if not, the naive guess's losses tell the units. */
  private boolean requireComparable(ModelVersion before, ModelVersion after) {
    FeatureSpec one = spec(before);
    FeatureSpec other = spec(after);
    Task task = one.label().task();
    boolean scaled = task == Task.FORECAST || task == Task.RECONSTRUCTION;
    if (!question(one).equals(question(other))
        || (scaled && !one.features().equals(other.features()))) {
      throw PipelineException.data(
          "Cannot compare %s with %s: they answer different questions (found: %s of %s, expected: %s of %s). Promote with --force if you mean it."
              .formatted(
                  after, before, other.label(), other.features(), one.label(), one.features()));
    }
    return !scaled || one.hash().equals(other.hash());
  }

  /** How a forecast is put makes no difference to what is asked. */
  private static Label question(FeatureSpec spec) {
    return spec.label() instanceof Forecast foreseen
        ? new Forecast(foreseen.channels(), foreseen.steps(), false)
        : spec.label();
  }

  private FeatureSpec spec(ModelVersion version) {
    return ScoringModel.of(context.models().open(version)).spec();
  }
}
