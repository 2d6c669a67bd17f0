package io.lepton.jobs.cli;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What went wrong, for the user, and the exit code it ends with: 1 a bug of Lepton, 2 configuration
 * or command line, 3 data, 4 Kafka, storage or another part of the outside world, 5 another job is
 * at work.
 */
public final class Failures {
  private static final int BUG = 1;

  private Failures() {}

  /** The exit code. */
  public static int exitCode(Throwable thrown) {
    if (thrown instanceof CommandLine.ParameterException) {
      return PipelineException.Kind.CONFIG.exitCode();
    }
    return known(thrown).map(e -> e.kind().exitCode()).orElse(BUG);
  }

  /** An error for the user, also where Spark has wrapped it. */
  public static Optional<PipelineException> known(Throwable thrown) {
    Optional<PipelineException> storage = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException found) {
        return Optional.of(found);
      }
      if (cause instanceof IOException broken) {
        storage = Optional.of(storage(broken));
      }
    }
    return storage;
  }

  /** A full disk, a folder without permission: nothing that Lepton could mend. */
  private static PipelineException storage(IOException broken) {
    return PipelineException.outside(
        "Cannot go on: %s (expected: storage that can be read and written). Mend it and run the same command again; nothing is written twice."
            .formatted(broken.getMessage()),
        broken);
  }
}
