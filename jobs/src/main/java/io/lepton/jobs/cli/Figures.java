package io.lepton.jobs.cli;

import io.lepton.ingest.BatchCounts;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results as name and number, for machines; names are snake_case. */
final class Figures {
  private Figures() {}

  static Map<String, Double> of(BatchCounts counts) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("messages", (double) counts.read());
    figures.put("silver", (double) counts.silver());
    figures.put("late", (double) counts.late());
    figures.put("duplicates", (double) counts.duplicates());
    figures.put("quarantined", (double) counts.rejected());
    return figures;
  }

  static Map<String, Double> of(EvaluateJob.Result result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("devices", (double) result.devices());
    figures.put("windows", (double) result.windows());
    for (Metric metric : result.metrics()) {
      figures.put(metric.code(), metric.value());
    }
    result.metrics().stream().findFirst().ifPresent(first -> rivals(result, first, figures));
    return figures;
  }

  /** What simple models come to by the most telling figure. */
  private static void rivals(EvaluateJob.Result of, Metric metric, Map<String, Double> figures) {
    of.comparison().entries(metric).stream()
        .skip(1)
        .forEach(
            rival ->
                figures.put(Metric.code(metric.name() + " of " + rival.name()), rival.value()));
  }
}
