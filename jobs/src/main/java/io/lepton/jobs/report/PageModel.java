package io.lepton.jobs.report;

import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.Counts;
import io.lepton.jobs.report.ReportData.Epoch;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.jobs.report.ReportData.Features;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the template places: words and drawings only, no figure is computed there. */
final class PageModel {
  private static final int SHOWN_LIVES = 3;
  private static final int SHOWN_AT_RISK = 10;

  private final ReportData data;

  PageModel(ReportData data) {
    this.data = data;
  }

  Map<String, Object> root() {
    Map<String, Object> root = new HashMap<>();
    root.put("pipeline", data.pipeline());
    root.put("generated", Words.minute(data.generatedAt()));
    root.put("lake", data.lake());
    root.put("unit", data.unit());
    data.model().ifPresent(model -> root.put("model", model));
    root.put("figures", figures());
    data.ingest().ifPresent(ingest -> root.put("ingest", ingest(ingest)));
    data.features().ifPresent(features -> root.put("features", features(features)));
    data.health().ifPresent(health -> root.put("health", new HealthModel(health).root()));
    data.training().ifPresent(training -> root.put("training", training(training)));
    data.evaluation().ifPresent(evaluation -> root.put("evaluation", evaluation(evaluation)));
    root.put("lives", lives());
    data.predictions().ifPresent(written -> root.put("predictions", predictions(written)));
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
        "splits", splits,
        "channels", features.channels(),
        "window", features.windowLength(),
        "regimes", features.regimes());
  }

  private Map<String, Object> training(Training training) {
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (Epoch epoch : training.epochs()) {
      epochs.add(
          Map.of(
              "number", epoch.number(),
              "training", Words.decimals(epoch.trainingRmse(), 2),
              "validation", Words.decimals(epoch.validationRmse(), 2),
              "speed", Words.decimals(epoch.windowsPerSecond(), 0),
              "divergence", Words.number(epoch.divergence()),
              "kept", epoch.number() == training.bestEpoch()));
    }
    Map<String, Object> model = new HashMap<>();
    model.put("epochs", epochs);
    model.put("best", training.bestEpoch());
    model.put("plot", epochs.isEmpty() ? "" : Plots.learningCurve(training, data.unit()));
    model.put("windows", Words.plural(training.windows(), "window"));
    model.put("workers", Words.plural(training.workers(), "worker"));
    model.put("network", training.network());
    model.put("took", Words.duration(training.took()));
    model.put("settings", training.settings());
    return model;
  }

  private Map<String, Object> evaluation(Evaluation evaluation) {
    double rmse = evaluation.scores().rmse();
    double naive = evaluation.baselineRmse();
    double longest =
        DoubleStream.concat(
                DoubleStream.of(rmse, naive),
                evaluation.rivals().stream().mapToDouble(ReportData.Rival::rmse))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Map<String, Object> model = new HashMap<>();
    model.put(
        "rivals",
        evaluation.rivals().stream()
            .map(
                rival ->
                    Map.of(
                        "name", rival.name(),
                        "rmse", Words.number(rival.rmse()),
                        "width", Words.percent(rival.rmse() / longest)))
            .toList());
    model.put("verdict", evaluation.verdict());
    model.put("split", evaluation.protocol().split());
    model.put("devices", Words.plural(evaluation.devices(), "held-out device"));
    model.put("windows", Words.plural(evaluation.windows(), "window"));
    model.put("rmse", Words.number(rmse));
    model.put("rmseWidth", Words.percent(rmse / longest));
    model.put("naive", Words.number(naive));
    model.put("naiveWidth", Words.percent(naive / longest));
    model.put("mae", Words.number(evaluation.scores().mae()));
    model.put("phm", Words.number(evaluation.scores().phm()));
    model.put("protocol", protocol(evaluation));
    model.put("points", Words.count(evaluation.points().size()));
    boolean drawn = !evaluation.points().isEmpty();
    model.put("plot", drawn ? Plots.predictedAgainstTrue(evaluation, data.unit()) : "");
    return model;
  }

  private String protocol(Evaluation evaluation) {
    ReportData.Protocol protocol = evaluation.protocol();
    String cap =
        protocol.cap().isPresent()
            ? "labels capped at %s %s"
                .formatted(Words.number(protocol.cap().getAsDouble()), data.unit())
            : "labels not capped";
    return cap + "; " + protocol.windows() + "; devices split with seed " + protocol.seed();
  }

  private List<Map<String, Object>> lives() {
    List<LifeLine> drawn =
        data.lives().stream().filter(life -> !life.moments().isEmpty()).limit(SHOWN_LIVES).toList();
    return IntStream.range(0, drawn.size()).mapToObj(i -> life(drawn.get(i), "life" + i)).toList();
  }

  private Map<String, Object> life(LifeLine life, String id) {
    return Map.of(
        "device", life.deviceId(),
        "failure", life.failure().map(Words::minute).orElse(""),
        "predictions", Words.plural(life.moments().size(), "prediction"),
        "plot", Plots.lifeLine(life, data.unit(), id));
  }

  private static Map<String, Object> predictions(Predictions written) {
    List<AtRisk> lowest =
        written.fleet().stream().sorted(Headline.BY_RISK).limit(SHOWN_AT_RISK).toList();
    double longest = lowest.stream().mapToDouble(AtRisk::prediction).max().orElse(1);
    List<Map<String, Object>> fleet = new ArrayList<>();
    for (AtRisk device : lowest) {
      fleet.add(
          Map.of(
              "device", device.deviceId(),
              "time", Words.minute(device.time()),
              "prediction", Words.decimals(device.prediction(), 1),
              "width", Words.percent(device.prediction() / longest)));
    }
    Map<String, Object> model = new HashMap<>();
    model.put("byBatch", Words.count(written.byBatch()));
    model.put("byStream", Words.count(written.byStream()));
    model.put("devices", Words.plural(written.fleet().size(), "device"));
    model.put("fleet", fleet);
    written
        .delay()
        .ifPresent(
            delay -> {
              model.put("p50", Words.duration(delay.p50()));
              model.put("p95", Words.duration(delay.p95()));
            });
    return model;
  }
}
