package io.lepton.lake.table;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.lepton.lake.PipelineException;

/** Does a write again when another writer's commit came in between. */
public final class ConflictRetry {
  private static final int ATTEMPTS = 10;

  private ConflictRetry() {}

  /**
   * Does a write, at most ten times.
   *
   * @throws PipelineException if another writer came first each time
   */
  public static void run(TableId id, Runnable write) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return;
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == ATTEMPTS) {
          throw PipelineException.outside(
              "Cannot write %s: other writers came first %d times (expected: a turn). Run fewer jobs on it at once."
                  .formatted(id, ATTEMPTS),
              e);
        }
      }
    }
  }
}
