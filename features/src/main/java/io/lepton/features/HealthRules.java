package io.lepton.features;

import io.lepton.features.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** From figures to findings. */
final class HealthRules {
  private static final double MOST_MISSING = 0.2;
  private static final double MOST_LATE = 0.01;
  private static final double MOST_STUCK = 0.5;
  private static final double MOST_UNLABELLED = 0.5;
  private static final long FEWEST_WINDOWS = 10;

  private final FeatureConfig config;
  private final FeatureSpec spec;
  private final DataHealth health;
  private final List<Finding> refused = new ArrayList<>();
  private final List<Finding> warned = new ArrayList<>();

  HealthRules(FeatureConfig config, FeatureSpec spec, DataHealth measured) {
    this.config = config;
    this.spec = spec;
    this.health = measured;
  }

  /** Refusals first. */
  List<Finding> findings() {
    windows();
    classes();
    labels();
    constant();
    health.channels().forEach(this::missing);
    health.channels().forEach(this::notFinite);
    health.channels().forEach(this::stuck);
    health.channels().forEach(this::drift);
    withoutWindow();
    late();
    List<Finding> all = new ArrayList<>(refused);
    all.addAll(warned);
    return all;
  }

  private void windows() {
    if (health.part(Split.TRAIN).windows() == 0) {
      refuse(
          "no-training-window",
          "the train part has no window (expected: at least one). Add devices whose label is known,"
              + " or change features.label or features.split.");
    }
    if (wantsValidation() && health.part(Split.VALIDATION).windows() == 0) {
      refuse(
          "no-validation-window",
          "features.split asks for a validation part, and it has no window (expected: at least"
              + " one). Add devices whose label is known, or change features.split.");
    }
  }

  private boolean wantsValidation() {
    TimeSplit times = config.split().times();
    return times.isNone()
        ? config.split().validation() > 0
        : times.testFrom().isAfter(times.validationFrom());
  }

  private void classes() {
    List<String> classes = spec.label().classes();
    List<Long> counts = health.labels(Split.TRAIN).windows();
    List<Integer> there =
        IntStream.range(0, classes.size()).filter(c -> counts.get(c) > 0).boxed().toList();
    if (there.size() == 1) {
      refuse(
          "one-class",
          "all %s training windows are of class '%s' (expected: windows of at least two of %s). Add devices that show the others, or change features.label or features.split."
              .formatted(count(counts.get(there.get(0))), classes.get(there.get(0)), classes));
    } else if (!there.isEmpty()) {
      IntStream.range(0, classes.size())
          .filter(c -> counts.get(c) < FEWEST_WINDOWS)
          .forEach(c -> rare(classes.get(c), counts.get(c)));
    }
  }

  private void rare(String name, long windows) {
    warn(
        "rare-class",
        "Class '%s' has %s training windows (expected: at least %s). Add devices that show it, or take it out of features.label."
            .formatted(name, count(windows), count(FEWEST_WINDOWS)));
  }

  private void labels() {
    DataHealth.Part training = health.part(Split.TRAIN);
    long notNumbers = health.labels(Split.TRAIN).notNumbers();
    String found =
        "%s of %s training windows have the label NaN"
            .formatted(count(notNumbers), count(training.windows()));
    if (notNumbers > MOST_UNLABELLED * training.windows()) {
      refuse("labels-not-numbers", found + " (expected: numbers). Change features.label.");
    } else if (notNumbers > 0) {
      warn("labels-not-numbers", found + " (expected: numbers). Change features.label.");
    }
  }

  private void constant() {
    List<DataHealth.Channel> constant =
        health.channels().stream().filter(DataHealth.Channel::constant).toList();
    if (health.part(Split.TRAIN).windows() == 0) {
      return;
    }
    if (constant.size() == health.channels().size() && spec.events().isEmpty()) {
      refuse(
          "all-constant",
          "no channel changes in the training readings: %s (expected: at least one that does). Change features.channels."
              .formatted(
                  constant.stream()
                      .map(DataHealth.Channel::name)
                      .collect(Collectors.joining(", "))));
      return;
    }
    for (DataHealth.Channel channel : constant) {
      warn(
          "constant",
          "Channel '%s' has the same value in all training readings, or none (expected: values that differ). Leave it out of features.channels."
              .formatted(channel.name()));
    }
  }

  private void missing(DataHealth.Channel channel) {
    String where =
        channel.presence().stream()
            .filter(part -> part.missing() > MOST_MISSING)
            .map(part -> percent(part.missing()) + " of " + part.split().code())
            .collect(Collectors.joining(", "));
    if (!where.isEmpty()) {
      warn(
          "missing",
          "Channel '%s' is missing from %s readings (expected: at most %s). Leave it out of features.channels, or set features.gaps.mark = true."
              .formatted(channel.name(), where, percent(MOST_MISSING)));
    }
  }

  private void notFinite(DataHealth.Channel channel) {
    String where =
        channel.presence().stream()
            .filter(part -> part.notFinite() > 0)
            .map(part -> percent(part.notFinite()) + " of " + part.split().code())
            .collect(Collectors.joining(", "));
    if (!where.isEmpty()) {
      warn(
          "not-finite",
          "Channel '%s' has %s in %s readings (expected: none). They are used as missing; %s."
              .formatted(
                  channel.name(),
                  channel.text()
                      ? "texts that training does not have"
                      : "values that are not finite",
                  where,
                  channel.text()
                      ? "add devices with these texts to training"
                      : "look at the sensor"));
    }
  }

  /** A text says what a device is, and need not change. */
  private void stuck(DataHealth.Channel channel) {
    if (!channel.text() && !channel.constant() && channel.neverMoves() > MOST_STUCK) {
      warn(
          "stuck",
          "Channel '%s' never moves on %s of the devices, though it differs between them (expected: on at most %s). Look at the sensor, or leave it out of features.channels."
              .formatted(channel.name(), percent(channel.neverMoves()), percent(MOST_STUCK)));
    }
  }

  private void drift(DataHealth.Channel channel) {
    String where =
        channel.drift().stream()
            .filter(Drift::shifted)
            .map(
                part ->
                    String.format(Locale.ROOT, "%s (PSI %.2f)", part.split().code(), part.psi()))
            .collect(Collectors.joining(" and "));
    if (!where.isEmpty()) {
      warn(
          "drift",
          "Channel '%s' is distributed otherwise in %s than in train (expected: PSI at most %s). Look at what changed, or choose another features.split."
              .formatted(channel.name(), where, Drift.SHIFTED));
    }
  }

  private void withoutWindow() {
    long devices = health.parts().stream().mapToLong(DataHealth.Part::devicesWithoutWindow).sum();
    if (devices > 0) {
      String where =
          health.parts().stream()
              .filter(part -> part.devicesWithoutWindow() > 0)
              .map(
                  part ->
                      "%s of %s in %s"
                          .formatted(
                              count(part.devicesWithoutWindow()),
                              count(part.devices()),
                              part.split().code()))
              .collect(Collectors.joining(", "));
      warn(
          "no-window",
          "Devices without a window: %s (expected: none). %s"
              .formatted(
                  where,
                  spec.label().needsEvent()
                      ? "Nothing is learned from a device without an event '%s'; add more that have one."
                          .formatted(spec.label().event().orElseThrow())
                      : "Their history is too short, or their label is not known; wait for more"
                          + " readings."));
    }
  }

  private void late() {
    long late = health.parts().stream().mapToLong(DataHealth.Part::tooLate).sum();
    long all = health.parts().stream().mapToLong(DataHealth.Part::readings).sum();
    if (late > MOST_LATE * all) {
      warn(
          "late",
          "%s of %s readings came too late and are not used (expected: at most %s). Raise features.allowed-lateness, now %s s."
              .formatted(
                  count(late), count(all), percent(MOST_LATE), number(spec.allowedLateness())));
    }
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return number(100 * share) + " %";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private void refuse(String code, String reason) {
    String text = "Cannot train on training set '%s': %s".formatted(health.trainingSet(), reason);
    refused.add(new Finding(Severity.REFUSE, code, text));
  }

  private void warn(String code, String text) {
    warned.add(new Finding(Severity.WARN, code, text));
  }
}
