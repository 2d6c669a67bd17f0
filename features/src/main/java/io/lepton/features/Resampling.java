package io.lepton.features;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;

/**
 * Readings brought to a regular grid: those between two multiples of the step, counted from 1970
 * UTC, become one with the time of the second. It is there once a later reading has come.
 *
 * @param stepMicros the step in microseconds; 0 to take readings as they come
 * @param statistic what becomes of several values; settings and texts keep the last one
 */
public record Resampling(long stepMicros, Statistic statistic) implements Serializable {
  /** What becomes of several values. */
  public enum Statistic {
    /** Their mean. */
    MEAN,
    /** The last one. */
    LAST,
    /** The smallest. */
    MIN,
    /** The largest. */
    MAX
  }

  /** Readings as they come. */
  public static final Resampling NONE = new Resampling(0, Statistic.MEAN);

  /** Checks the step. */
  public Resampling {
    requireNonNull(statistic, "statistic");
    if (stepMicros < 0) {
      throw new IllegalArgumentException("step: %d us (expected: >= 0)".formatted(stepMicros));
    }
  }

  static Resampling read(ConfigReader in) {
    Duration step = in.duration("step");
    if (step.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("step: %s (expected: at least 1 ms)".formatted(step));
    }
    return new Resampling(step.toNanos() / 1000, in.oneOf("statistic", Statistic.class));
  }

  @JsonIgnore
  boolean isNone() {
    return stepMicros == 0;
  }
}
