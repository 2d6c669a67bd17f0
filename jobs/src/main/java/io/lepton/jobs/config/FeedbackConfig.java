package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.List;

/**
 * Events by which people answer alerts.
 *
 * @param confirmed kind of those that say that a fault was found
 * @param falseAlarm kind of those that say that there was none
 * @param prevented kind of those that say that a repair came before the failure
 * @param horizon how long after an alert an event still belongs to it
 */
public record FeedbackConfig(
    String confirmed, String falseAlarm, String prevented, Duration horizon) {
  /** Checks that kinds are told apart. */
  public FeedbackConfig {
    if (List.of(confirmed, falseAlarm, prevented).stream().distinct().count() < 3) {
      throw new IllegalArgumentException(
          "confirmed, false-alarm, prevented: '%s', '%s', '%s' (expected: three kinds)"
              .formatted(confirmed, falseAlarm, prevented));
    }
    if (horizon.isNegative() || horizon.isZero()) {
      throw new IllegalArgumentException("horizon: %s (expected: > 0)".formatted(horizon));
    }
  }

  static FeedbackConfig read(ConfigReader in) {
    return new FeedbackConfig(
        in.string("confirmed"),
        in.string("false-alarm"),
        in.string("prevented"),
        in.duration("horizon"));
  }
}
