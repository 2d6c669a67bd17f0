package io.lepton.jobs.report;

import io.lepton.features.label.Task;
import io.lepton.jobs.evaluation.Performance;
import io.lepton.jobs.report.ReportData.Counts;
import io.lepton.jobs.report.ReportData.Epoch;
import io.lepton.jobs.report.ReportData.Features;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the template places: words and drawings only, no figure is computed there. */
final class PageModel {
  private final ReportData data;

  PageModel(ReportData data) {
    this.data = data;
  }

  Map<String, Object> root() {
    Map<String, Object> root = new HashMap<>();
    root.put("pipeline", data.pipeline());
    root.put("generated", Words.minute(data.generatedAt()));
    root.put("lake", data.lake());
    root.put("unit", data.asked().unit());
    root.put("order", data.asked().ordered());
    root.put("numbers", data.asked().task() == Task.REGRESSION);
    data.model().ifPresent(model -> root.put("model", model));
    root.put("figures", figures());
    data.ingest().ifPresent(ingest -> root.put("ingest", ingest(ingest)));
    data.features().ifPresent(features -> root.put("features", features(features)));
    data.health().ifPresent(health -> root.put("health", new HealthModel(health).root()));
    data.training().ifPresent(training -> root.put("training", training(training)));
    data.evaluation()
        .ifPresent(
            evaluation ->
                root.put("evaluation", new EvaluationModel(evaluation, data.asked()).root()));
    LifeModel lives = new LifeModel(data);
    root.put("lives", lives.lives());
    root.put("over", lives.over());
    FleetModel fleet = new FleetModel(data);
    data.predictions().ifPresent(written -> root.put("predictions", fleet.predictions(written)));
    data.watch().alerts().ifPresent(open -> root.put("alerts", FleetModel.alerts(open)));
    data.watch().drift().ifPresent(found -> root.put("drift", FleetModel.drift(found)));
    List<Performance.Period> performance = data.watch().performance();
    if (!performance.isEmpty()) {
      root.put("performance", new PerformanceModel(performance).root());
    }
    data.card()
        .ifPresent(
            card -> root.put("card", Map.of("facts", card.facts(), "limits", card.limits())));
    return root;
  }

  private List<Map<String, Object>> figures() {
    List<Map<String, Object>> figures = new ArrayList<>();
    for (Headline.Figure figure : new Headline(data).figures()) {
      figures.add(
          Map.of(
              "name", figure.name(),
              "value", figure.value(),
              "unit", figure.unit(),
              "note", figure.note()));
    }
    return figures;
  }

  private static Map<String, Object> ingest(Ingest ingest) {
    Counts counted = ingest.counted();
    Optional<Counts> truth = ingest.truth();
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("Messages read", counted.messages(), truth.map(Counts::messages)));
    rows.add(row("Rows in silver", counted.silver(), truth.map(Counts::silver)));
    rows.add(row("Duplicates", counted.duplicates(), truth.map(Counts::duplicates)));
    rows.add(row("Late (out of order)", counted.late(), truth.map(Counts::late)));
    TreeSet<String> reasons = new TreeSet<>(counted.quarantined().keySet());
    truth.ifPresent(simulated -> reasons.addAll(simulated.quarantined().keySet()));
    for (String reason : reasons) {
      rows.add(
          row(
              "Quarantined: " + reason,
              counted.quarantined(reason),
              truth.map(simulated -> simulated.quarantined(reason))));
    }
    return Map.of("rows", rows, "compared", truth.isPresent(), "exact", ingest.isExact());
  }

  private static Map<String, Object> row(String name, long counted, Optional<Long> truth) {
    return Map.of(
        "name", name,
        "counted", Words.count(counted),
        "truth", truth.map(Words::count).orElse(""),
        "same", truth.filter(expected -> expected == counted).isPresent());
  }

  private static Map<String, Object> features(Features features) {
    Map<String, String> splits = new LinkedHashMap<>();
    features.devicesPerSplit().forEach((split, devices) -> splits.put(split, Words.count(devices)));
    return Map.of(
        "divided", features.divided(),
        "splits", splits,
        "channels", features.channels(),
        "window", Words.plural(features.windowLength(), "reading"),
        "regimes", features.regimes());
  }

  private Map<String, Object> training(Training training) {
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (Epoch epoch : training.epochs()) {
      epochs.add(
          Map.of(
              "number", epoch.number(),
              "training", Words.number(epoch.training()),
              "validation", Words.number(epoch.validation()),
              "speed", Words.decimals(epoch.windowsPerSecond(), 0),
              "divergence", Words.number(epoch.divergence()),
              "kept", epoch.number() == training.bestEpoch()));
    }
    Map<String, Object> model = new HashMap<>();
    model.put("epochs", epochs);
    model.put("best", training.bestEpoch());
    model.put("measure", training.measure());
    model.put("plot", epochs.isEmpty() ? "" : Plots.learningCurve(training));
    model.put("windows", Words.plural(training.windows(), "window"));
    model.put("workers", Words.plural(training.workers(), "worker"));
    model.put("network", training.network());
    model.put("took", Words.duration(training.took()));
    model.put("settings", training.settings());
    return model;
  }
}
