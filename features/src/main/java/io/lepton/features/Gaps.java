package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * What stands in for values that are missing. A longer silence breaks a device's history: no window
 * reaches over it.
 *
 * @param policy what stands in
 * @param limit readings in a row that are filled; beyond it the mean stands in for a value, and on
 *     a grid the history breaks
 * @param breakMicros silence in microseconds that breaks the history; 0 for none
 * @param mark whether each number has a feature that is 1 where it was missing
 */
public record Gaps(Policy policy, int limit, long breakMicros, boolean mark)
    implements Serializable {
  /** What stands in for a missing value. */
  public enum Policy {
    /** The last one, scaled, for that is what carries over from one regime to the next. */
    FORWARD,
    /**
     * On a grid, the straight line between the readings before and after the gap; it is there once
     * the one after it has come, so that nothing looks ahead. Within a reading as {@link #FORWARD}.
     */
    INTERPOLATE,
    /** The mean of the training readings. */
    MEAN
  }

  /** Checks the sizes. */
  public Gaps {
    requireNonNull(policy, "policy");
    if (limit < 0) {
      throw new IllegalArgumentException("limit: %d (expected: >= 0)".formatted(limit));
    }
    if (breakMicros < 0) {
      throw new IllegalArgumentException(
          "break-after: %d us (expected: >= 0)".formatted(breakMicros));
    }
  }

  static Gaps read(ConfigReader in) {
    Optional<Duration> silence = in.optionalDuration("break-after");
    return new Gaps(
        in.oneOf("policy", Policy.class),
        in.integer("limit"),
        silence.map(d -> d.toNanos() / 1000).orElse(0L),
        in.bool("mark"));
  }
}
