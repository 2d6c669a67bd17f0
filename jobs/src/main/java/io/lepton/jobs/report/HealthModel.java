package io.lepton.jobs.report;

import io.lepton.features.DataHealth;
import io.lepton.features.Drift;
import io.lepton.features.Finding;
import io.lepton.features.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the template places about the data behind a model. */
final class HealthModel {
  private static final int SHOWN_DRIFTS = 24;
  private static final double WIDEST_DRIFT = 1; // bars of larger ones end at the edge
  private static final String BETWEEN = " / ";
  private static final Map<Split, String> INKS =
      Map.of(Split.TRAIN, "truth", Split.VALIDATION, "accent", Split.TEST, "mark");

  private final DataHealth health;

  HealthModel(DataHealth health) {
    this.health = health;
  }

  Map<String, Object> root() {
    double widest = widestDrift();
    return Map.of(
        "parts", health.parts().stream().map(HealthModel::part).toList(),
        "channels", health.channels().stream().map(HealthModel::channel).toList(),
        "findings", health.findings().stream().map(HealthModel::finding).toList(),
        "labels", labels(),
        "drift", drift(widest),
        "limit", Words.percent(Drift.SHIFTED / widest),
        "psi", Words.decimals(Drift.SHIFTED, 2));
  }

  private static Map<String, Object> part(DataHealth.Part part) {
    return Map.of(
        "name", part.split().code(),
        "devices", Words.count(part.devices()),
        "without", Words.count(part.devicesWithoutWindow()),
        "readings", Words.count(part.readings()),
        "late", Words.count(part.tooLate()),
        "windows", Words.count(part.windows()));
  }

  private static Map<String, Object> channel(DataHealth.Channel channel) {
    return Map.of(
        "name", channel.name(),
        "missing", shares(channel, DataHealth.Presence::missing),
        "notFinite", shares(channel, DataHealth.Presence::notFinite),
        "constant", channel.constant(),
        "run", Words.count(channel.longestRun()),
        "never", Words.decimals(100 * channel.neverMoves(), 0),
        "psi", drifts(channel, Drift::psi),
        "shifted", channel.drift().stream().anyMatch(Drift::shifted),
        "distance", drifts(channel, Drift::distance));
  }

  private static String shares(
      DataHealth.Channel channel, ToDoubleFunction<DataHealth.Presence> share) {
    return channel.presence().stream()
        .map(part -> Words.decimals(100 * share.applyAsDouble(part), 1))
        .collect(Collectors.joining(BETWEEN));
  }

  private static String drifts(DataHealth.Channel channel, ToDoubleFunction<Drift> figure) {
    return List.of(Split.VALIDATION, Split.TEST).stream()
        .map(
            split ->
                channel
                    .driftOf(split)
                    .map(drift -> Words.decimals(figure.applyAsDouble(drift), 2))
                    .orElse(Words.UNKNOWN))
        .collect(Collectors.joining(BETWEEN));
  }

  private static Map<String, Object> finding(Finding finding) {
    return Map.of("refused", finding.severity() == Finding.Severity.REFUSE, "text", finding.text());
  }

  /** Each label with its share of each part's windows. */
  private List<Map<String, Object>> labels() {
    List<Map<String, Object>> rows = new ArrayList<>();
    double widest = 0;
    for (Split split : Split.values()) {
      for (int n = 0; n < health.labels().names().size(); n++) {
        widest = Math.max(widest, share(split, n));
      }
    }
    for (int n = 0; n < health.labels().names().size(); n++) {
      List<Map<String, Object>> bars = new ArrayList<>();
      for (Split split : Split.values()) {
        if (health.part(split).windows() > 0) {
          bars.add(bar(split, share(split, n) / widest));
        }
      }
      rows.add(
          Map.of(
              "name", health.labels().names().get(n),
              "value", Words.count(health.labels(Split.TRAIN).windows().get(n)),
              "bars", bars));
    }
    return rows;
  }

  private double share(Split split, int name) {
    return health.labels(split).windows().get(name)
        / (double) Math.max(1, health.part(split).windows());
  }

  /** The channels that drifted most, the farthest first. */
  private List<Map<String, Object>> drift(double widest) {
    return health.channels().stream()
        .filter(channel -> !channel.drift().isEmpty())
        .sorted(Comparator.comparingDouble(HealthModel::farthest).reversed())
        .limit(SHOWN_DRIFTS)
        .map(
            channel ->
                Map.<String, Object>of(
                    "name", channel.name(),
                    "value", Words.decimals(farthest(channel), 2),
                    "bars",
                        channel.drift().stream()
                            .map(drift -> bar(drift.split(), drift.psi() / widest))
                            .toList()))
        .toList();
  }

  /** Room for the limit, too. */
  private double widestDrift() {
    Optional<Double> largest =
        health.channels().stream().map(HealthModel::farthest).max(Comparator.naturalOrder());
    return Math.min(WIDEST_DRIFT, Math.max(1.2 * Drift.SHIFTED, largest.orElse(0.0)));
  }

  private static double farthest(DataHealth.Channel channel) {
    return channel.drift().stream().mapToDouble(Drift::psi).max().orElse(0);
  }

  private static Map<String, Object> bar(Split split, double width) {
    return Map.of("ink", INKS.get(split), "width", Words.percent(width));
  }
}
