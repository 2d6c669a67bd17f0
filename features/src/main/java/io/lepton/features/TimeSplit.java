package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where time is divided (Lopez de Prado 2018, chapter 7, calls the rules purging and embargo).
 *
 * @param validationFrom where training ends
 * @param testFrom where validation ends; where both are the same there is no validation
 * @param until where the test ends; later readings are in no part
 * @param embargo time before validation and before the test that belongs to no part
 */
public record TimeSplit(Instant validationFrom, Instant testFrom, Instant until, Duration embargo)
    implements Serializable {
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  /** Time is not divided. */
  public static final TimeSplit NONE = new TimeSplit(END, END, END, Duration.ZERO);

  /** Checks the order. */
  public TimeSplit {
    requireNonNull(until, "until");
    if (testFrom.isBefore(validationFrom) || until.isBefore(testFrom)) {
      throw new IllegalArgumentException(
          "validation-from: %s, test-from: %s, until: %s (expected: in this order)"
              .formatted(validationFrom, testFrom, until));
    }
    if (embargo.isNegative()) {
      throw new IllegalArgumentException("embargo: %s (expected: >= 0)".formatted(embargo));
    }
  }

  static TimeSplit read(ConfigReader in) {
    return new TimeSplit(
        in.instant("validation-from"),
        in.instant("test-from"),
        in.has("until") ? in.instant("until") : END,
        in.has("embargo") ? in.duration("embargo") : Duration.ZERO);
  }

  /** Whether time is not divided. */
  public boolean isNone() {
    return equals(NONE);
  }

  Optional<Split> of(long end, long known) {
    long validation = micros(validationFrom);
    long test = micros(testFrom);
    long margin = embargo.toNanos() / 1000;
    if (known < validation - margin) {
      return Optional.of(Split.TRAIN);
    }
    if (end >= validation && known < test - margin) {
      return Optional.of(Split.VALIDATION);
    }
    return end >= test && known < micros(until) ? Optional.of(Split.TEST) : Optional.empty();
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }
}
