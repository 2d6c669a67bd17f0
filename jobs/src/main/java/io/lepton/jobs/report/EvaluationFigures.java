package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.col;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** Whether truth and prediction are a number each. */
  private boolean hasPoints() {
    Task task = model.spec().label().task();
    return task == Task.REGRESSION || task == Task.FORECAST;
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
            hasPoints() ? points(points) : List.of(),
            result.curves()));
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
}
