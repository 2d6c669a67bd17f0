package io.lepton.training.search;

import java.time.Duration;
import java.util.Optional;

/**
 * What a search may cost.
 *
 * @param trials configurations to try, the file's own among them
 * @param time after which no more trial begins; empty for no limit
 * @param parallel trials side by side; 0 for as many as there are cores for their workers
 */
public record Budget(int trials, Optional<Duration> time, int parallel) {
  /** Checks the sizes. */
  public Budget {
    require(trials > 0, "trials", trials, "> 0");
    require(parallel >= 0, "parallel", parallel, ">= 0");
  }

  static Budget of(int trials, int minutes, int parallel) {
    require(minutes >= 0, "minutes", minutes, ">= 0");
    Optional<Duration> time =
        minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
    return new Budget(trials, time, parallel);
  }

  private static void require(boolean holds, String name, int found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %d (expected: %s)".formatted(name, found, expected));
    }
  }
}
