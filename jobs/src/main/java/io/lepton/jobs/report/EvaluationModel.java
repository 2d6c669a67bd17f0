package io.lepton.jobs.report;

import io.lepton.features.label.Task;
import io.lepton.jobs.evaluation.ClassCurves;
import io.lepton.jobs.evaluation.Comparison;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.training.evaluation.ProbabilityScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An evaluation as the template places it: words, and drawings that fit the kind of prediction. */
final class EvaluationModel {
  /** A page with the curves of many classes is read by nobody. */
  private static final int SHOWN_CLASSES = 3;

  private final Evaluation evaluation;
  private final Asked asked;

  EvaluationModel(Evaluation evaluation, Asked asked) {
    this.evaluation = evaluation;
    this.asked = asked;
  }

  Map<String, Object> root() {
    Metric first = evaluation.first();
    List<Comparison.Entry> entries = evaluation.comparison().entries(first);
    double longest =
        entries.stream()
            .mapToDouble(Comparison.Entry::value)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Map<String, Object> model = new HashMap<>();
    model.put(
        "bars",
        entries.stream()
            .map(
                entry ->
                    Map.of(
                        "name", entry.equals(entries.get(0)) ? "Model" : entry.name(),
                        "value", Words.number(entry.value()),
                        "width", Words.percent(entry.value() / longest)))
            .toList());
    model.put("measure", named(first));
    model.put("better", Comparison.isError(first) ? "shorter" : "longer");
    model.put("metrics", evaluation.comparison().metrics().stream().map(this::metric).toList());
    model.put(
        "alarms",
        evaluation.alarms().stream()
            .map(
                line ->
                    Map.of(
                        "name", line.name(),
                        "model", line.model(),
                        "likelihood", line.likelihood(),
                        "naive", line.naive()))
            .toList());
    model.put("verdict", evaluation.comparison().verdict());
    model.put("split", evaluation.protocol().split());
    model.put("devices", Words.plural(evaluation.devices(), "held-out device"));
    model.put("windows", Words.plural(evaluation.windows(), "window"));
    model.put("protocol", protocol());
    model.put("plots", plots());
    return model;
  }

  private String named(Metric metric) {
    String unit = metric.isInUnits() ? asked.unit() : "";
    return metric.name() + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  private Map<String, Object> metric(Metric metric) {
    return Map.of(
        "name", named(metric),
        "value", Words.number(metric.value()),
        "range",
            metric
                .interval()
                .map(range -> Words.number(range.low()) + " to " + Words.number(range.high()))
                .orElse(Words.UNKNOWN),
        "naive",
            metric.naive().isPresent()
                ? Words.number(metric.naive().getAsDouble())
                : Words.UNKNOWN);
  }

  private String protocol() {
    ReportData.Protocol protocol = evaluation.protocol();
    String cap =
        protocol.cap().isPresent()
            ? "labels capped at %s %s; "
                .formatted(Words.number(protocol.cap().getAsDouble()), asked.unit())
            : "";
    return cap + protocol.windows() + "; " + protocol.divided();
  }

  private List<Map<String, Object>> plots() {
    List<Map<String, Object>> plots = new ArrayList<>();
    if (!evaluation.points().isEmpty()) {
      plots.add(truth());
    }
    for (int c = 0; c < Math.min(SHOWN_CLASSES, evaluation.curves().size()); c++) {
      ClassCurves of = evaluation.curves().get(c);
      plots.add(precisionRecall(of, "recall" + c));
      plots.add(reliability(of, "reliability" + c));
    }
    return plots;
  }

  private Map<String, Object> truth() {
    String windows = Words.count(evaluation.points().size());
    boolean life = asked.task() == Task.REGRESSION;
    return plot(
        "Predicted against true %s in %s, %s windows"
            .formatted(life ? "remaining life" : asked.prediction(), asked.measured(), windows),
        Map.of("accent dot", "a window", "ink dashed", "perfect prediction"),
        life
            ? windows
                + " windows. Above the diagonal the model promises too much life, below it too"
                + " little."
            : windows + " windows; of each the last reading foreseen, of the first channel.",
        Plots.predictedAgainstTrue(evaluation, asked.measured()));
  }

  private static Map<String, Object> precisionRecall(ClassCurves of, String id) {
    return plot(
        "Precision over recall of class " + of.name(),
        Map.of("accent", "class " + of.name(), "ink dashed", "guessing"),
        "Every threshold of the probability: which share of the windows of the class is found, and"
            + " which share of those found is right. %s of all windows are of the class."
                .formatted(Words.decimals(100 * of.share(), 1) + " %"),
        ClassPlots.precisionRecall(of, id));
  }

  private static Map<String, Object> reliability(ClassCurves of, String id) {
    return plot(
        "What came of the probabilities said of class " + of.name(),
        Map.of("accent dot", "windows", "ink dashed", "as said"),
        "Below the diagonal the model says more than comes true. Windows of each dot: "
            + of.reliability().stream()
                .map(ProbabilityScores.Bin::count)
                .map(Words::count)
                .collect(Collectors.joining(" · "))
            + ".",
        ClassPlots.reliability(of, id));
  }

  private static Map<String, Object> plot(
      String label, Map<String, String> keys, String caption, String drawing) {
    return Map.of(
        "label",
        label,
        "keys",
        keys.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(key -> Map.of("kind", key.getKey(), "text", key.getValue()))
            .toList(),
        "caption",
        caption,
        "drawing",
        drawing);
  }
}
