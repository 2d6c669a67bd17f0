package io.lepton.jobs.cli;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import picocli.CommandLine;

/**
 * What went wrong, for the user, and the exit code it ends with: 1 a bug of Lepton, 2 configuration
 * or command line, 3 data, 4 Kafka, storage or another part of the outside world, 5 another job is
 * at work.
 */
public final class Failures {
  private static final int BUG = 1;

  /** How Spark says that a task failed as often as it may; the lines below it are a trace. */
  private static final Pattern GIVEN_UP =
      Pattern.compile(
          "Job aborted due to stage failure: (.* failed (\\d+) times, most recent failure: .*)");

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
    Optional<PipelineException> task = Optional.empty();
    Optional<PipelineException> storage = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException found) {
        return Optional.of(found);
      }
      if (cause instanceof IOException broken) {
        storage = Optional.of(storage(broken));
      }
      if (cause instanceof SparkException ended && task.isEmpty()) {
        task = task(ended);
      }
    }
    return storage.isPresent() ? storage : task;
  }

  /**
   * A task that failed as often as Spark tries. What was tried once and failed by an exception of
   * its own is a bug; an executor that is gone, and what failed on one executor after the other,
   * may be a machine.
   */
  private static Optional<PipelineException> task(SparkException ended) {
    Matcher text = GIVEN_UP.matcher(String.valueOf(ended.getMessage()));
    if (!text.lookingAt()) {
      return Optional.empty();
    }
    boolean hasEnded = ended.getCause() == null || ended.getCause() instanceof VirtualMachineError;
    return hasEnded || Integer.parseInt(text.group(2)) > 1
        ? Optional.of(
            PipelineException.outside(
                "Cannot go on: %s (expected: executors that live and have memory enough). Look into their logs and run the same command again: nothing is written twice, and a training goes on from its last checkpoint. If it fails in the same way again, it is a bug of Lepton: send us the log."
                    .formatted(text.group(1).strip()),
                ended))
        : Optional.empty();
  }

  /** A full disk, a folder without permission: nothing that Lepton could mend. */
  private static PipelineException storage(IOException broken) {
    return PipelineException.outside(
        "Cannot go on: %s (expected: storage that can be read and written). Mend it and run the same command again; nothing is written twice."
            .formatted(broken.getMessage()),
        broken);
  }
}
