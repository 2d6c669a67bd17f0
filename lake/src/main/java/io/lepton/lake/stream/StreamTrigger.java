package io.lepton.lake.stream;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.streaming.Trigger;

/**
 * When micro-batches start.
 *
 * @param every how often; empty means: take what is there now, then end
 */
public record StreamTrigger(Optional<Duration> every) {
  private static final String AVAILABLE_NOW = "available-now";

  /** Takes what is there, then ends. */
  public static StreamTrigger availableNow() {
    return new StreamTrigger(Optional.empty());
  }

  /** A micro-batch whenever this time has passed. */
  public static StreamTrigger every(Duration period) {
    return new StreamTrigger(Optional.of(period));
  }

  /** Reads {@code available-now} or a duration such as {@code 30 seconds}. */
  public static StreamTrigger parse(String text) {
    if (text.equals(AVAILABLE_NOW)) {
      return availableNow();
    }
    try {
      Duration period =
          com.typesafe.config.ConfigFactory.parseString("t = \"" + text + "\"").getDuration("t");
      if (text.matches(".*[a-z]") && !period.isNegative()) {
        return every(period);
      }
    } catch (com.typesafe.config.ConfigException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, Exception cause) {
    return new IllegalArgumentException(
        "'%s' (expected: 'available-now' or a duration such as '30 seconds')".formatted(text),
        cause);
  }

  Trigger spark() {
    return every
        .map(period -> Trigger.ProcessingTime(period.toMillis()))
        .orElseGet(Trigger::AvailableNow);
  }
}
