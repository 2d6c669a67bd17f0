package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.Split;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.ScoreSeries;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.training.AlarmFit;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.alarm.AlarmConfig;
import io.lepton.training.alarm.AnomalyFigures;
import io.lepton.training.alarm.PointCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The alarms of a model that gives windows back: by its threshold, by the likelihood of its scores,
 * and beside both those of {@link ValueScores} with a threshold fitted in the same way to the same
 * quiet windows. How many in a row raise one, and when it is over, is the same for all.
 */
final class AnomalyAlarms {
  private static final String HELD_OUT = "held_out";

  private final EvaluationTable evaluations;
  private final AlarmConfig config;
  private final DeviceEvents incidents;

  AnomalyAlarms(JobContext context, EvaluationTable evaluations) {
    this.evaluations = evaluations;
    this.config = context.config().alarm();
    this.incidents = DeviceEvents.in(FeaturesJob.events(context).read(), config.event());
  }

  /** Under which name the windows before the held-out ones are kept, for the likelihood. */
  static String before(String model) {
    return model + "/before";
  }

  /** The table; of a model without a rule, nothing. */
  List<AlarmLine> lines(ScoringModel model, Dataset<Row> evaluated, Dataset<Row> trainingSet) {
    if (model.alarm().isNone()) {
      return List.of();
    }
    ValueScores values = ValueScores.fit(trainingSet, model.spec().features().size());
    AlarmRule naiveRule = rule(model.alarm(), values, trainingSet);
    Column loss = col(WindowResult.LOSS);
    List<AnomalyFigures> all =
        List.of(
            figures(evaluated, loss, model.alarm()),
            likely(model, evaluated, loss),
            figures(values.of(trainingSet, Split.TEST), col(ValueScores.SCORE), naiveRule));
    List<AlarmLine> lines = new ArrayList<>();
    lines.add(new AlarmLine("alarms", "model", "by likelihood", "value alone"));
    lines.add(
        new AlarmLine(
            "  threshold",
            threshold(model.alarm()),
            threshold(likelyRule(model.alarm())),
            threshold(naiveRule)));
    if (incidents.isEmpty()) {
      lines.add(line("  raised", all, AnomalyAlarms::raised));
      lines.add(
          AlarmLine.of(
              "  windows found",
              "not known: no event '%s' says when something was wrong".formatted(config.event())));
      return lines;
    }
    lines.add(line("  windows found", all, AnomalyAlarms::found));
    lines.add(line("  false alarms", all, AnomalyAlarms::unfounded));
    lines.add(line("  delay", all, AnomalyAlarms::delay));
    lines.addAll(points(all));
    return lines;
  }

  private static AlarmLine line(
      String name, List<AnomalyFigures> all, Function<AnomalyFigures, String> text) {
    List<String> texts = all.stream().map(text).toList();
    return new AlarmLine(name, texts.get(0), texts.get(1), texts.get(2));
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
    double threshold = AlarmFit.threshold(quiet, config.risk());
    return new AlarmRule(threshold, rule.readings(), rule.quiet());
  }

  private AlarmRule likelyRule(AlarmRule rule) {
    return new AlarmRule(config.likelihood().above(), rule.readings(), rule.quiet());
  }

  /** Those of the held-out windows; what came before them on the same devices is compared with. */
  private AnomalyFigures likely(ScoringModel model, Dataset<Row> evaluated, Column loss) {
    Dataset<Row> before = evaluations.windows(before(model.name()), model.version());
    return sum(
        evaluated.withColumn(HELD_OUT, lit(1)).unionByName(before.withColumn(HELD_OUT, lit(0))),
        loss,
        col(HELD_OUT),
        device -> device.where(config.likelihood().of(device.series()), heldOut -> heldOut == 1),
        likelyRule(model.alarm()));
  }

  private AnomalyFigures figures(Dataset<Row> rows, Column score, AlarmRule rule) {
    return sum(rows, score, lit(1), DeviceScores::series, rule);
  }

  private AnomalyFigures sum(
      Dataset<Row> rows,
      Column score,
      Column truth,
      Function<DeviceScores, ScoreSeries> series,
      AlarmRule rule) {
    AnomalyFigures[] sum = {AnomalyFigures.NONE};
    DeviceScores.forEach(
        rows,
        score,
        truth,
        device ->
            sum[0] =
                sum[0].plus(
                    AnomalyFigures.of(series.apply(device), rule, incidents.of(device.device()))));
    return sum[0];
  }

  private static List<AlarmLine> points(List<AnomalyFigures> all) {
    return List.of(
        line(
            "  point precision",
            all,
            figures -> share(figures, PointCounts::truePositives, PointCounts::said)),
        line(
            "  point recall",
            all,
            figures -> share(figures, PointCounts::truePositives, PointCounts::positives)),
        line("  point F1", all, figures -> AlarmText.f1(figures.points())),
        line(
            "  false-alarm rate",
            all,
            figures -> share(figures, PointCounts::falsePositives, PointCounts::negatives)),
        line(
            "  missing-alarm rate",
            all,
            figures -> share(figures, PointCounts::falseNegatives, PointCounts::positives)));
  }

  private static String share(
      AnomalyFigures figures, ToLongFunction<PointCounts> part, ToLongFunction<PointCounts> whole) {
    return AlarmText.share(part.applyAsLong(figures.points()), whole.applyAsLong(figures.points()));
  }

  private static String threshold(AlarmRule rule) {
    return String.format(Locale.ROOT, "%.5g, %d in a row", rule.threshold(), rule.readings());
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
