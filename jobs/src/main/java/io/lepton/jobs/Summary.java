package io.lepton.jobs;

import io.lepton.features.label.RemainingLife;
import io.lepton.training.evaluation.DeviceBootstrap;
import io.lepton.training.evaluation.Interval;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;

/** What a person reads when a job is done. */
final class Summary {
  private static final Set<String> IN_UNITS = Set.of(Metric.RMSE, Metric.MAE, Metric.MEAN_ERROR);

  private Summary() {}

  static void print(PrintWriter out, PipelineConfig config, PipelineJob.Result result) {
    print(out, config, result.evaluation());
    print(out, result.verdict());
    line(out, "scored", "%,d readings to %s", result.scored(), config.scoring().tableId());
    line(out, "report", "%s", result.report());
  }

  static void print(PrintWriter out, PipelineConfig config, EvaluateJob.Result result) {
    String unit = config.features().label().unitName();
    line(out, "model", "%s", result.model());
    line(
        out,
        "measured on",
        "%,d windows of %,d held-out devices (%s of each)%s, seed %d",
        result.windows(),
        result.devices(),
        config.evaluation().windows() == EvaluationConfig.Which.LAST ? "the last" : "all",
        config.features().label() instanceof RemainingLife life
            ? String.format(Locale.ROOT, ", cap %.0f %s", life.cap(), unit)
            : "",
        config.training().seed());
    for (Metric metric : result.metrics()) {
      if (metric.name().equals(Metric.COVERAGE)) {
        break;
      }
      boolean hasUnit = IN_UNITS.contains(metric.name());
      line(
          out,
          metric.name(),
          "%s%s%s",
          number(metric.value()),
          hasUnit ? " " + unit : "",
          metric.interval().map(Summary::inBrackets).orElse(""));
      if (metric.naive().isPresent()) {
        String naive = metric.name().equals(Metric.RMSE) ? "  naive mean" : "  naive";
        line(out, naive, "%s %s", number(metric.naive().getAsDouble()), hasUnit ? unit : "");
      }
    }
    printIntervals(out, result, unit);
    int width = result.alarms().stream().mapToInt(a -> a.model().length()).max().orElse(0);
    for (AlarmLine alarm : result.alarms()) {
      String model = alarm.naive().isEmpty() ? alarm.model() : padded(alarm.model(), width);
      out.printf("  %-20s %s%n", alarm.name(), (model + "   " + alarm.naive()).stripTrailing());
    }
    ComparisonTable.print(out, result.comparison());
  }

  private static void printIntervals(PrintWriter out, EvaluateJob.Result result, String unit) {
    if (result.metrics().stream().anyMatch(metric -> metric.name().equals(Metric.COVERAGE))) {
      Metric coverage = result.metric(Metric.COVERAGE);
      Metric width = result.metric(Metric.WIDTH);
      line(
          out,
          "intervals",
          "%.0f %% intervals cover %.1f %%%s of held-out windows, mean width %s %s%s",
          100 * result.promised(),
          100 * coverage.value(),
          coverage.interval().map(share -> inBrackets(percent(share))).orElse(""),
          number(width.value()),
          unit,
          width.interval().map(Summary::inBrackets).orElse(""));
    }
    if (result.devices() < DeviceBootstrap.FEWEST) {
      line(
          out,
          "confidence",
          "none: %,d held-out devices (expected: at least %d)",
          result.devices(),
          DeviceBootstrap.FEWEST);
    } else {
      line(
          out,
          "in brackets",
          "%.0f %% confidence, from %,d draws of the held-out devices",
          100 * DeviceBootstrap.CONFIDENCE,
          Measures.resamples());
    }
  }

  private static Interval percent(Interval share) {
    return new Interval(100 * share.low(), 100 * share.high());
  }

  private static String inBrackets(Interval interval) {
    return " [%s, %s]".formatted(number(interval.low()), number(interval.high()));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  static void print(PrintWriter out, PromotionJob.Verdict verdict) {
    line(out, verdict.accepted() ? "champion" : "refused", "%s", verdict.candidate());
    line(out, "", "%s", verdict.why());
    verdict
        .losses()
        .ifPresent(
            losses ->
                line(
                    out,
                    "mean loss",
                    "%s, of the champion before %s",
                    number(losses.after()),
                    number(losses.before())));
    if (!verdict.accepted() && verdict.champion().isPresent()) {
      line(out, "champion", "%s goes on", verdict.champion().get());
    }
  }

  /** Four significant digits, as long as there are some after the point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.max(1e-4, Math.abs(value)))));
    return String.format(Locale.ROOT, "%,." + Math.min(4, decimals) + "f", value);
  }

  static void line(PrintWriter out, String name, String format, Object... values) {
    out.printf("  %-16s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
