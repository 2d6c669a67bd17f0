package io.lepton.lake.lock;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;

/**
 * How a job at work is told from one that was killed: the section {@code lake.locks}.
 *
 * @param heartbeat how often a job says that it is alive
 * @param staleAfter after how long a silence its lock is broken
 */
public record LockConfig(Duration heartbeat, Duration staleAfter) {
  private static final int BEATS = 3;

  /** Checks that a slow disk does not look like death. */
  public LockConfig {
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("heartbeat: %s (expected: > 0)".formatted(heartbeat));
    }
    if (staleAfter.compareTo(heartbeat.multipliedBy(BEATS)) < 0) {
      throw new IllegalArgumentException(
          "stale-after: %s (expected: at least %d times heartbeat, %s)"
              .formatted(staleAfter, BEATS, heartbeat));
    }
  }

  /** Reads the section. */
  public static LockConfig read(ConfigReader in) {
    return new LockConfig(in.duration("heartbeat"), in.duration("stale-after"));
  }
}
