package io.lepton.scoring.alert;

import static java.util.Objects.requireNonNull;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.AnomalyLikelihood;
import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Told of what a model predicts: so many predictions in a row beyond one bound raise an alert; it
 * is over when none was beyond the other for the quiet time.
 *
 * @param about what it says of itself
 * @param kind which number of a prediction counts
 * @param alarm the rule, for scores: the larger, the worse
 * @param release the score above which an alert stays on
 * @param likelihood how scores become a likelihood
 */
public record PredictionRule(
    About about, Kind kind, AlarmRule alarm, double release, AnomalyLikelihood likelihood)
    implements AlertRule {
  /** Which number of a prediction counts. */
  public enum Kind {
    /** The lower bound of the life left; the prediction itself where it has no interval. */
    REMAINING_LIFE,
    /** The life left as predicted. */
    PREDICTED_LIFE,
    /** The probability of any class but the first. */
    PROBABILITY,
    /** Whether the score is above the threshold of the model that gave it. */
    ANOMALY,
    /** How likely it is that the device's scores have changed. */
    LIKELIHOOD;

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean isLife() {
      return this == REMAINING_LIFE || this == PREDICTED_LIFE;
    }
  }

  /**
   * What holds where a rule says nothing.
   *
   * @param readings in a row that raise an alert
   * @param quiet how long after the last reading beyond the bound an alert is over
   * @param likelihood how scores become a likelihood, and which is an anomaly
   */
  public record Defaults(int readings, Duration quiet, AnomalyLikelihood likelihood) {
    static Defaults read(ConfigReader in) {
      return new Defaults(
          in.integer("readings"),
          in.duration("quiet"),
          in.section("likelihood", AnomalyLikelihood::read));
    }
  }

  /** Half-way between no anomaly and one. */
  private static final double EVEN = 0.5;

  /** Checks the bounds. */
  public PredictionRule {
    requireNonNull(about, "about");
    requireNonNull(kind, "kind");
    requireNonNull(alarm, "alarm");
    requireNonNull(likelihood, "likelihood");
    if (!(release <= alarm.threshold())) {
      throw new IllegalArgumentException(
          kind.isLife()
              ? "clear-above: %s (expected: at least below, %s)"
                  .formatted(-release, -alarm.threshold())
              : "clear-below: %s (expected: at most above, %s)"
                  .formatted(release, alarm.threshold()));
    }
  }

  static PredictionRule read(ConfigReader in, Kind kind, Defaults defaults) {
    About about = About.read(in);
    int readings = in.has("readings") ? in.integer("readings") : defaults.readings();
    Duration quiet = in.optionalDuration("quiet").orElse(defaults.quiet());
    double threshold = EVEN;
    double release = EVEN;
    if (kind.isLife()) {
      threshold = -in.number("below");
      release = -in.optionalNumber("clear-above").orElse(-threshold);
    } else if (kind == Kind.PROBABILITY) {
      threshold = in.number("above");
      release = in.optionalNumber("clear-below").orElse(threshold);
    } else if (kind == Kind.LIKELIHOOD) {
      threshold = defaults.likelihood().above();
      release = threshold;
    }
    return new PredictionRule(
        about, kind, new AlarmRule(threshold, readings, quiet), release, defaults.likelihood());
  }

  /** How far back predictions have a say in what is said of one. */
  public Duration memory() {
    return kind == Kind.LIKELIHOOD ? likelihood.among() : Duration.ZERO;
  }

  /**
   * What a model said of a device.
   *
   * @param time of the reading, in microseconds since 1970 UTC
   * @param prediction the number
   * @param lower where the interval around it begins, if there is one
   * @param anomaly whether it is above the threshold of the model
   * @param modelVersion which version of the model said so
   * @param sensor the one that it rests on most, if that was asked for
   */
  public record Said(
      long time,
      double prediction,
      Optional<Double> lower,
      boolean anomaly,
      int modelVersion,
      Optional<String> sensor) {}

  /**
   * The larger, the worse.
   *
   * @param before the device's scores before this one
   */
  double score(Said said, AnomalyLikelihood.Running before) {
    return switch (kind) {
      case REMAINING_LIFE -> -said.lower().orElse(said.prediction());
      case PREDICTED_LIFE -> -said.prediction();
      case PROBABILITY -> said.prediction();
      case ANOMALY -> said.anomaly() ? 1 : 0;
      case LIKELIHOOD -> before.next(said.time(), said.prediction());
    };
  }

  /** Why a prediction raises an alert. */
  Map<String, String> evidence(Said said) {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("prediction", number(said.prediction()));
    said.lower().ifPresent(lower -> evidence.put("lower", number(lower)));
    if (kind.isLife()) {
      evidence.put("below", number(-alarm.threshold()));
    } else if (kind == Kind.PROBABILITY || kind == Kind.LIKELIHOOD) {
      evidence.put("above", number(alarm.threshold()));
    }
    evidence.put("readings_in_a_row", String.valueOf(alarm.readings()));
    said.sensor().ifPresent(sensor -> evidence.put("rests_on", sensor));
    return evidence;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
