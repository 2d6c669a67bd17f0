package io.lepton.jobs.evaluation;

import io.lepton.jobs.console.Lines;
import io.lepton.training.evaluation.DeviceBootstrap;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Performance in operation as people and machines read it. */
public final class PerformanceLines {
  private static final String LINE = "  %-8s  %-32s  %8s  %-20s  %8s  %-20s  %s%n";

  private PerformanceLines() {}

  /** A part for each version, a line for each figure of a month. */
  public static void print(PrintWriter out, PerformanceJob.Result result) {
    result.versions().forEach(version -> print(out, version));
    if (result.versions().stream().anyMatch(PerformanceLines::isKnown)) {
      out.printf(
          "Promised: by all windows of held-out devices. In brackets: %.0f %% confidence, from draws of"
              + " devices. Worse: even so.%n",
          100 * DeviceBootstrap.CONFIDENCE);
    }
    result.passedOver().forEach(out::println);
  }

  private static boolean isKnown(Performance version) {
    return version.periods().get(0).known().readings() > 0;
  }

  private static void print(PrintWriter out, Performance version) {
    out.printf(
        "%s, on readings after %s, the last that it was trained on%s%n",
        version.model(),
        version.trainedUntil(),
        version.unit().isEmpty() ? "" : "; errors in " + version.unit());
    if (isKnown(version)) {
      out.printf(LINE, "month", "figure", "found", "", "promised", "", "verdict");
    }
    for (Performance.Period period : version.periods()) {
      for (Performance.Figure figure : period.figures()) {
        out.printf(
            LINE,
            period.month(),
            figure.name(),
            Lines.number(figure.found().value()),
            inBrackets(figure.found()),
            figure.promised().map(value -> Lines.number(value.value())).orElse("-"),
            figure.promised().map(PerformanceLines::inBrackets).orElse(""),
            verdict(figure.verdict()));
      }
      out.printf(
          Locale.ROOT,
          "  %-8s  truth known of %,d readings of %,d devices, not yet of %,d readings of %,d devices%n",
          period.month(),
          period.known().readings(),
          period.known().devices(),
          period.censored().readings(),
          period.censored().devices());
    }
  }

  private static String inBrackets(Performance.Value value) {
    return value
        .interval()
        .map(range -> "[%s, %s]".formatted(Lines.number(range.low()), Lines.number(range.high())))
        .orElse("");
  }

  private static String verdict(Performance.Verdict verdict) {
    return switch (verdict) {
      case WORSE -> "worse";
      case AS_PROMISED -> "as promised";
      case OPEN -> "-";
    };
  }

  /** The same as names and values. */
  public static List<Map<String, String>> named(PerformanceJob.Result result) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Performance version : result.versions()) {
      for (Performance.Period period : version.periods()) {
        Map<String, String> named = new TreeMap<>();
        named.put("model", version.model().toString());
        named.put("month", period.month());
        named.put("readings", String.valueOf(period.known().readings()));
        named.put("devices", String.valueOf(period.known().devices()));
        named.put("censored_readings", String.valueOf(period.censored().readings()));
        named.put("censored_devices", String.valueOf(period.censored().devices()));
        for (Performance.Figure figure : period.figures()) {
          String name = Metric.code(figure.name());
          named.put(name, String.valueOf(figure.found().value()));
          figure
              .promised()
              .ifPresent(value -> named.put(name + "_promised", String.valueOf(value.value())));
          named.put(name + "_verdict", PerformanceTable.code(figure.verdict()));
        }
        all.add(named);
      }
    }
    return all;
  }
}
