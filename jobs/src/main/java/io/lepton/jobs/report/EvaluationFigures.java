package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.xxhash64;

import io.lepton.features.Split;
import io.lepton.features.SplitConfig;
import io.lepton.features.TimeSplit;
import io.lepton.features.label.RemainingLife;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.EvaluationConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.EvaluationTable;
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

  /** Only of one number each there is a picture of truth and prediction. */
  private boolean isOther() {
    return model.spec().label().task() != Task.REGRESSION;
  }

  /** How a training set is divided, in a sentence. */
  static String divided(SplitConfig split) {
    TimeSplit times = split.times();
    String byTime =
        "time is divided: training ends %s, the test begins %s"
            .formatted(Words.day(times.validationFrom()), Words.day(times.testFrom()));
    String byDevice = "whole devices go to one split, drawn with seed " + split.seed();
    if (times.equals(TimeSplit.NONE)) {
      return byDevice;
    }
    return split.dividesDevices() ? byDevice + ", and " + byTime : byTime;
  }

  /** The figures, with a sample of the windows; nothing if it was not evaluated yet. */
  Optional<ReportData.Evaluation> measured(int points) {
    if (!evaluations.exists() || !new EvaluateJob(context).isEvaluated(model.id())) {
      return Optional.empty();
    }
    EvaluateJob.Result result = new EvaluateJob(context).measured(model);
    PipelineConfig config = context.config();
    boolean last = config.evaluation().windows() == EvaluationConfig.Which.LAST;
    return Optional.of(
        new ReportData.Evaluation(
            new ReportData.Protocol(
                Split.TEST.code(),
                model.spec().label() instanceof RemainingLife life
                    ? OptionalDouble.of(life.cap())
                    : OptionalDouble.empty(),
                last ? "the last window of each device" : "every window",
                divided(config.features().split())),
            result.devices(),
            result.windows(),
            result.comparison(),
            result.alarms(),
            isOther() ? List.of() : points(points)));
  }

  private List<ReportData.Point> points(int count) {
    List<ReportData.Point> sample = new ArrayList<>();
    for (Row row :
        evaluations
            .counted(model.name(), model.version())
            .orderBy(xxhash64(col(TelemetryTables.DEVICE_ID), col(TelemetryTables.EVENT_TIME)))
            .limit(count)
            .select(WindowResult.LABEL, PredictionTable.PREDICTION)
            .collectAsList()) {
      sample.add(new ReportData.Point(row.getDouble(0), row.getDouble(1)));
    }
    return sample;
  }

  /** The held-out devices in the middle of the field: neither the best predicted nor the worst. */
  List<ReportData.LifeLine> lives(int count) {
    if (isOther() || !evaluations.exists()) {
      return List.of();
    }
    Dataset<Row> rows = evaluations.windows(model.name(), model.version());
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
            .select(
                TelemetryTables.EVENT_TIME,
                WindowResult.LABEL,
                PredictionTable.PREDICTION,
                PredictionTable.LOWER,
                PredictionTable.UPPER)
            .collectAsList()) {
      Instant time = row.getTimestamp(0).toInstant();
      moments.add(
          new ReportData.Moment(
              time, row.getDouble(1), row.getDouble(2), FleetFigures.interval(row, 3)));
      if (row.getDouble(1) == 0) {
        failure = Optional.of(time);
      }
    }
    return new ReportData.LifeLine(device, moments, failure);
  }
}
