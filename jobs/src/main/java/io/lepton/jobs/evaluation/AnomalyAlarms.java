package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.Split;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.training.AlarmFit;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.alarm.AnomalyFigures;
import io.lepton.training.alarm.PointCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The alarms of a model that gives windows back, beside those of {@link ValueScores}: both with
 * thresholds fitted in the same way to the same quiet windows, both by the same rule.
 */
final class AnomalyAlarms {
  private final JobContext context;
  private final DeviceEvents incidents;

  AnomalyAlarms(JobContext context) {
    this.context = context;
    this.incidents =
        DeviceEvents.in(FeaturesJob.events(context).read(), context.config().alarm().event());
  }

  /** The table; of a model without a rule, nothing. */
  List<AlarmLine> lines(ScoringModel model, Dataset<Row> evaluated, Dataset<Row> trainingSet) {
    if (model.alarm().isNone()) {
      return List.of();
    }
    ValueScores values = ValueScores.fit(trainingSet, model.spec().features().size());
    AlarmRule naiveRule = rule(model.alarm(), values, trainingSet);
    AnomalyFigures ours = figures(evaluated, col(WindowResult.LOSS), model.alarm());
    AnomalyFigures naive =
        figures(values.of(trainingSet, Split.TEST), col(ValueScores.SCORE), naiveRule);
    List<AlarmLine> lines = new ArrayList<>();
    lines.add(new AlarmLine("alarms", "model", "value alone"));
    lines.add(new AlarmLine("  threshold", threshold(model.alarm()), threshold(naiveRule)));
    if (incidents.isEmpty()) {
      lines.add(new AlarmLine("  raised", raised(ours), raised(naive)));
      lines.add(
          AlarmLine.of(
              "  windows found",
              "not known: no event '%s' says when something was wrong"
                  .formatted(context.config().alarm().event())));
      return lines;
    }
    lines.add(new AlarmLine("  windows found", found(ours), found(naive)));
    lines.add(new AlarmLine("  false alarms", unfounded(ours), unfounded(naive)));
    lines.add(new AlarmLine("  delay", delay(ours), delay(naive)));
    lines.addAll(points(ours.points(), naive.points()));
    return lines;
  }

  /** The same rule for the naive scores: only the threshold is their own. */
  private AlarmRule rule(AlarmRule rule, ValueScores values, Dataset<Row> trainingSet) {
    List<double[]> quiet = new ArrayList<>();
    for (Split part : List.of(Split.TRAIN, Split.VALIDATION)) {
      quiet.add(
          values
              .of(trainingSet, part)
              .select(ValueScores.SCORE)
              .as(Encoders.DOUBLE())
              .collectAsList()
              .stream()
              .mapToDouble(Double::doubleValue)
              .toArray());
    }
    double threshold = AlarmFit.threshold(quiet, context.config().alarm().risk());
    return new AlarmRule(threshold, rule.readings(), rule.quiet());
  }

  private AnomalyFigures figures(Dataset<Row> rows, Column score, AlarmRule rule) {
    AnomalyFigures[] sum = {AnomalyFigures.NONE};
    DeviceScores.forEach(
        rows,
        score,
        lit(0),
        device ->
            sum[0] =
                sum[0].plus(
                    AnomalyFigures.of(device.series(), rule, incidents.of(device.device()))));
    return sum[0];
  }

  private static List<AlarmLine> points(PointCounts ours, PointCounts naive) {
    return List.of(
        new AlarmLine(
            "  point precision",
            AlarmText.share(ours.truePositives(), ours.said()),
            AlarmText.share(naive.truePositives(), naive.said())),
        new AlarmLine(
            "  point recall",
            AlarmText.share(ours.truePositives(), ours.positives()),
            AlarmText.share(naive.truePositives(), naive.positives())),
        new AlarmLine("  point F1", AlarmText.f1(ours), AlarmText.f1(naive)),
        new AlarmLine(
            "  false-alarm rate",
            AlarmText.share(ours.falsePositives(), ours.negatives()),
            AlarmText.share(naive.falsePositives(), naive.negatives())),
        new AlarmLine(
            "  missing-alarm rate",
            AlarmText.share(ours.falseNegatives(), ours.positives()),
            AlarmText.share(naive.falseNegatives(), naive.positives())));
  }

  private static String threshold(AlarmRule rule) {
    return String.format(Locale.ROOT, "%.4g, %d in a row", rule.threshold(), rule.readings());
  }

  private static String raised(AnomalyFigures figures) {
    return String.format(
        Locale.ROOT, "%,d in %.2f device-months", figures.alarms(), figures.deviceMonths());
  }

  private static String found(AnomalyFigures figures) {
    return "%d of %d".formatted(figures.found(), figures.incidents());
  }

  private static String unfounded(AnomalyFigures figures) {
    return AlarmText.monthly(figures.falseAlarms(), figures.alarms(), figures.deviceMonths());
  }

  private static String delay(AnomalyFigures figures) {
    List<Duration> delays = figures.delays();
    return delays.isEmpty()
        ? "-"
        : "median %s, longest %s"
            .formatted(
                AlarmText.time(AlarmText.median(delays)), AlarmText.time(Collections.max(delays)));
  }
}
