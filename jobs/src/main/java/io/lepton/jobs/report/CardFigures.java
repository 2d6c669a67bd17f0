package io.lepton.jobs.report;

import io.lepton.features.DataHealth;
import io.lepton.features.DevicePieces;
import io.lepton.features.FeatureSpec;
import io.lepton.features.FleetDrift;
import io.lepton.features.Split;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.lake.model.StoredModel;
import io.lepton.lake.table.Micros;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.evaluation.DeviceBootstrap;
import io.lepton.training.evaluation.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model's card (Mitchell et al. 2019, Model Cards for Model Reporting), from what is recorded of
 * it: its limits follow from figures, nobody writes them.
 */
final class CardFigures {
  private final StoredModel model;
  private final ScoringModel scoring;
  private final DataHealth health;
  private final Optional<ReportData.Evaluation> evaluation;

  CardFigures(StoredModel model, DataHealth health, Optional<ReportData.Evaluation> evaluation) {
    this.model = model;
    this.scoring = ScoringModel.of(model);
    this.health = health;
    this.evaluation = evaluation;
  }

  /**
   * The card.
   *
   * @param set what it was trained on
   * @param drift the last comparison with it
   */
  ModelCard card(PinnedTrainingSet set, Optional<DriftJob.Result> drift) {
    Map<String, String> facts = new LinkedHashMap<>();
    DataHealth.Part train = health.part(Split.TRAIN);
    facts.put("Made", Words.minute(Instant.parse(model.manifest().createdAt())) + " UTC");
    facts.put("Asked for", Asked.of(scoring.spec().label()).prediction());
    facts.put(
        "Learned from",
        "%s, %s"
            .formatted(
                Words.plural(train.devices(), "device"), Words.plural(train.windows(), "window")));
    facts.put("Their windows end", period(set));
    evaluation.ifPresent(measured -> facts.put("On held-out windows", figure(measured.first())));
    measured(Metric.COVERAGE)
        .ifPresent(
            coverage ->
                facts.put(
                    "Intervals hold the truth",
                    "%s, promised %s"
                        .formatted(share(coverage), percent(scoring.intervals().coverage()))));
    return new ModelCard(facts, limits(drift));
  }

  private static String period(PinnedTrainingSet set) {
    Map<String, DevicePieces.Stretch> trained = DevicePieces.trained(set.rows());
    long from = trained.values().stream().mapToLong(DevicePieces.Stretch::from).min().orElse(0);
    long until = trained.values().stream().mapToLong(DevicePieces.Stretch::until).max().orElse(0);
    return trained.isEmpty()
        ? Words.UNKNOWN
        : Words.day(Micros.instant(from)) + " to " + Words.day(Micros.instant(until));
  }

  private List<String> limits(Optional<DriftJob.Result> drift) {
    List<String> limits = new ArrayList<>();
    FeatureSpec spec = scoring.spec();
    if (spec.label() instanceof RemainingLife life && Double.isFinite(life.largest())) {
      limits.add(
          "Labels end at %s %s: a prediction near that means so many or more."
              .formatted(Words.number(life.largest()), life.unitName()));
    }
    int length = spec.window().length();
    if (length > 1) {
      limits.add(
          "Of a device with fewer than %s the first one stands in for the rest: what is said then rests on less."
              .formatted(Words.plural(length, "reading")));
    }
    if (evaluation.isEmpty()) {
      limits.add("It was measured on no device: nothing says how good it is.");
    }
    evaluation.ifPresent(measured -> limits.addAll(measured(measured)));
    promise().ifPresent(limits::add);
    int findings = health.findings().size();
    if (findings > 0) {
      limits.add(
          "Its training data has %s, named under data health."
              .formatted(Words.plural(findings, "flaw")));
    }
    limits.add(drifted(drift));
    return limits;
  }

  private List<String> measured(ReportData.Evaluation measured) {
    List<String> limits = new ArrayList<>();
    if (measured.devices() < DeviceBootstrap.FEWEST) {
      limits.add(
          "It was measured on %s only: how its figures would be on others is not known."
              .formatted(Words.plural(measured.devices(), "device")));
    }
    if (measured.comparison().isBeaten()) {
      limits.add("A simpler rival is at least as good: " + measured.comparison().verdict());
    }
    return limits;
  }

  /** What is wrong with the intervals, or that there are none. */
  private Optional<String> promise() {
    double promised = scoring.intervals().coverage();
    Optional<Metric> coverage = measured(Metric.COVERAGE);
    if (scoring.intervals().bins().isEmpty()) {
      return scoring.spec().label() instanceof RemainingLife
          ? Optional.of("Its predictions have no intervals: how far off one may be is not said.")
          : Optional.empty();
    }
    // a promise is broken where even the upper end of what was measured is below it
    return coverage
        .filter(found -> found.interval().map(Interval::high).orElse(found.value()) < promised)
        .map(
            found ->
                "Its intervals are too narrow: of held-out windows they hold %s, not %s."
                    .formatted(share(found), percent(promised)));
  }

  private String drifted(Optional<DriftJob.Result> drift) {
    Optional<DriftJob.Result> own = drift.filter(result -> result.model().equals(model.version()));
    if (own.isEmpty()) {
      return "Nobody has compared what devices send now with what it was trained on ('lepton"
          + " drift').";
    }
    List<String> channels =
        own.get().channels().stream()
            .filter(FleetDrift.Channel::isBeyondChance)
            .map(FleetDrift.Channel::channel)
            .toList();
    long unknown =
        own.get().channels().stream()
            .filter(channel -> channel.verdict() == FleetDrift.Verdict.UNKNOWN)
            .count();
    if (channels.isEmpty() && unknown == own.get().channels().size()) {
      return "There are too few devices to tell whether they send other values than in training.";
    }
    return channels.isEmpty()
        ? "It knows readings like those of its training; until %s none differed by more than chance."
            .formatted(Words.minute(own.get().until()))
        : "Devices send values it has not learned from: %s."
            .formatted(channels.stream().collect(Collectors.joining(", ")));
  }

  private Optional<Metric> measured(String name) {
    return evaluation.flatMap(
        measured ->
            measured.comparison().metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst());
  }

  private String figure(Metric metric) {
    String unit = Asked.of(scoring.spec().label()).unit();
    return metric.name()
        + " "
        + Words.number(metric.value())
        + (metric.isInUnits() && !unit.isEmpty() ? " " + unit : "")
        + metric
            .interval()
            .map(i -> " (%s to %s)".formatted(Words.number(i.low()), Words.number(i.high())))
            .orElse("");
  }

  private static String share(Metric metric) {
    return percent(metric.value())
        + metric
            .interval()
            .map(i -> " (%s to %s)".formatted(percent(i.low()), percent(i.high())))
            .orElse("");
  }

  private static String percent(double share) {
    return Words.decimals(100 * share, 1) + " %";
  }
}
