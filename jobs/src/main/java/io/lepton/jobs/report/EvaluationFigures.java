package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.xxhash64;

import io.lepton.features.Split;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.EvaluationConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.EvaluationTable;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.evaluation.WindowResult;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model version's evaluation as a report shows it. */
final class EvaluationFigures {
  private final JobContext context;
  private final EvaluationTable evaluations;
  private final ScoringModel model;

  EvaluationFigures(JobContext context, ScoringModel model) {
    this.context = context;
    this.evaluations = new EvaluationTable(context);
    this.model = model;
  }

  /** The page shows errors of numbers so far. */
  private boolean isOther() {
    return model.spec().label().task() != Task.REGRESSION;
  }

  /** The figures, with a sample of the windows; nothing if it was not evaluated yet. */
  Optional<ReportData.Evaluation> measured(int points) {
    if (isOther() || !evaluations.exists()) {
      return Optional.empty();
    }
    Dataset<Row> counted = evaluations.counted(model.name(), model.version());
    EvaluateJob.Result result = new EvaluateJob(context).measured(model);
    List<ReportData.Point> sample = new ArrayList<>();
    for (Row row :
        counted
            .orderBy(xxhash64(col(TelemetryTables.DEVICE_ID), col(TelemetryTables.EVENT_TIME)))
            .limit(points)
            .select(WindowResult.LABEL, PredictionTable.PREDICTION)
            .collectAsList()) {
      sample.add(new ReportData.Point(row.getDouble(0), row.getDouble(1)));
    }
    PipelineConfig config = context.config();
    boolean last = config.evaluation().windows() == EvaluationConfig.Which.LAST;
    return Optional.of(
        new ReportData.Evaluation(
            new ReportData.Protocol(
                Split.TEST.code(),
                OptionalDouble.of(config.features().label().scale()),
                last ? "the last window of each device" : "every window",
                config.features().split().seed()),
            result.devices(),
            result.windows(),
            new ReportData.Scores(
                result.metric(Metric.RMSE).value(),
                result.metric(Metric.MAE).value(),
                result.metric(Metric.PHM).value()),
            result.metric(Metric.RMSE).naive().orElseThrow(),
            result.comparison().rivals().stream()
                .map(r -> new ReportData.Rival(r.name(), r.value(Metric.RMSE).orElseThrow()))
                .toList(),
            result.comparison().verdict(),
            sample));
  }

  /** The held-out devices in the middle of the field: neither the best predicted nor the worst. */
  List<ReportData.LifeLine> lives(int count) {
    if (isOther() || !evaluations.exists()) {
      return List.of();
    }
    Dataset<Row> rows =
        context
            .lake()
            .existing(context.config().evaluation().tableId(), "lepton evaluate")
            .read()
            .where(col(PredictionTable.MODEL).equalTo(model.name()))
            .where(col(PredictionTable.MODEL_VERSION).equalTo(model.version()));
    List<Row> byError =
        rows.withColumn(
                "error", pow(col(WindowResult.LABEL).minus(col(PredictionTable.PREDICTION)), 2))
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(avg("error").as("error"))
            .orderBy("error")
            .collectAsList();
    List<ReportData.LifeLine> lives = new ArrayList<>();
    for (int i = 0; i < Math.min(count, byError.size()); i++) {
      int place = (int) ((i + 0.5) / count * byError.size());
      lives.add(life(rows, byError.get(place).getString(0)));
    }
    return lives;
  }

  /** The predictions of one device, whatever they are worth. */
  static ReportData.LifeLine life(Dataset<Row> rows, String device) {
    List<ReportData.Moment> moments = new ArrayList<>();
    Optional<Instant> failure = Optional.empty();
    for (Row row :
        rows.where(col(TelemetryTables.DEVICE_ID).equalTo(device))
            .orderBy(TelemetryTables.EVENT_TIME)
            .select(TelemetryTables.EVENT_TIME, WindowResult.LABEL, PredictionTable.PREDICTION)
            .collectAsList()) {
      Instant time = row.getTimestamp(0).toInstant();
      moments.add(new ReportData.Moment(time, row.getDouble(1), row.getDouble(2)));
      if (row.getDouble(1) == 0) {
        failure = Optional.of(time);
      }
    }
    return new ReportData.LifeLine(device, moments, failure);
  }
}
