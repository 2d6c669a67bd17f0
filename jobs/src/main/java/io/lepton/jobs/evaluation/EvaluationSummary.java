package io.lepton.jobs.evaluation;

import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.EvaluationConfig;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.training.evaluation.DeviceBootstrap;
import io.lepton.training.evaluation.Interval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What a person reads of an evaluation. */
public final class EvaluationSummary {
  private EvaluationSummary() {}

  public static void print(PrintWriter out, PipelineConfig config, EvaluateJob.Result result) {
    String unit = config.features().label().unitName();
    Lines.line(out, "model", "%s", result.model());
    Lines.line(
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
      boolean hasUnit = metric.isInUnits();
      Lines.line(
          out,
          metric.name(),
          "%s%s%s",
          Lines.number(metric.value()),
          hasUnit ? " " + unit : "",
          metric.interval().map(EvaluationSummary::inBrackets).orElse(""));
      if (metric.naive().isPresent()) {
        String naive = metric.name().equals(Metric.RMSE) ? "  naive mean" : "  naive";
        Lines.line(
            out, naive, "%s %s", Lines.number(metric.naive().getAsDouble()), hasUnit ? unit : "");
      }
    }
    printIntervals(out, result, unit);
    printAlarms(out, result.alarms());
    ComparisonTable.print(out, result.comparison());
  }

  private static void printAlarms(PrintWriter out, List<AlarmLine> alarms) {
    List<AlarmLine> compared = alarms.stream().filter(a -> !a.naive().isEmpty()).toList();
    int model = width(compared, AlarmLine::model);
    int likelihood = width(compared, AlarmLine::likelihood);
    for (AlarmLine alarm : alarms) {
      String line =
          "  %-20s %s   %s   %s"
              .formatted(
                  alarm.name(),
                  padded(alarm.model(), model),
                  padded(alarm.likelihood(), likelihood),
                  alarm.naive());
      out.println(line.stripTrailing());
    }
  }

  private static int width(List<AlarmLine> lines, Function<AlarmLine, String> column) {
    return lines.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  private static void printIntervals(PrintWriter out, EvaluateJob.Result result, String unit) {
    if (result.metrics().stream().anyMatch(metric -> metric.name().equals(Metric.COVERAGE))) {
      Metric coverage = result.metric(Metric.COVERAGE);
      Metric width = result.metric(Metric.WIDTH);
      Lines.line(
          out,
          "intervals",
          "%.0f %% intervals cover %.1f %%%s of held-out windows, mean width %s %s%s",
          100 * result.promised(),
          100 * coverage.value(),
          coverage.interval().map(share -> inBrackets(percent(share))).orElse(""),
          Lines.number(width.value()),
          unit,
          width.interval().map(EvaluationSummary::inBrackets).orElse(""));
    }
    if (result.devices() < DeviceBootstrap.FEWEST) {
      Lines.line(
          out,
          "confidence",
          "none: %,d held-out devices (expected: at least %d)",
          result.devices(),
          DeviceBootstrap.FEWEST);
    } else {
      Lines.line(
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
    return " [%s, %s]".formatted(Lines.number(interval.low()), Lines.number(interval.high()));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
