package io.lepton.training.alarm;

import static java.util.Objects.requireNonNull;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.AnomalyLikelihood;
import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * When to raise an alarm, and what it is measured against.
 *
 * @param risk probability that a reading of quiet times is above the threshold of anomalies
 * @param readings in a row above the threshold that raise an alarm
 * @param quiet how long after the last reading above the threshold an alarm is over
 * @param likelihood how scores become a likelihood, and which is an anomaly
 * @param event kind of the events that say when something was wrong
 * @param horizon how much life must be left for no alarm, in units of the label; absent: a quarter
 *     of the label's cap
 * @param lead how long before a failure an alarm is of use, in units of the label; absent: half of
 *     the horizon
 */
public record AlarmConfig(
    double risk,
    int readings,
    Duration quiet,
    AnomalyLikelihood likelihood,
    String event,
    OptionalDouble horizon,
    OptionalDouble lead) {
  /** Checks the sizes. */
  public AlarmConfig {
    requireNonNull(likelihood, "likelihood");
    requireNonNull(event, "event");
    if (!(risk > 0 && risk < 1)) {
      throw new IllegalArgumentException("risk: %s (expected: 0 < risk < 1)".formatted(risk));
    }
    new AlarmRule(0, readings, quiet);
    requirePositive("horizon", horizon);
    requirePositive("lead", lead);
  }

  private static void requirePositive(String key, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: > 0)".formatted(key, value.getAsDouble()));
    }
  }

  /** Reads the section {@code alarm}. */
  public static AlarmConfig read(ConfigReader in) {
    return new AlarmConfig(
        in.number("risk"),
        in.integer("readings"),
        in.duration("quiet"),
        in.section("likelihood", AnomalyLikelihood::read),
        in.string("event"),
        optional(in, "horizon"),
        optional(in, "lead"));
  }

  private static OptionalDouble optional(ConfigReader in, String key) {
    return in.optionalNumber(key).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  /** The rule with this threshold. */
  public AlarmRule rule(double threshold) {
    return new AlarmRule(threshold, readings, quiet);
  }
}
