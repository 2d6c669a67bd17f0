package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

/**
 * What came of a trial.
 *
 * @param status finished or failed
 * @param score on the validation split, lower is better; NaN if it failed
 * @param bestEpoch the epoch the network is from, of an ensemble the first one, from 1; 0 if it
 *     failed
 * @param seconds that it took
 * @param message why it failed; empty if it did not
 */
public record Outcome(Status status, double score, int bestEpoch, double seconds, String message) {
  /** How a trial ended. */
  public enum Status {
    /** With a score. */
    FINISHED,
    /** Without: its numbers were no longer finite, or it could not learn from this training set. */
    FAILED
  }

  /** Checks that nothing is null. */
  public Outcome {
    requireNonNull(status, "status");
    requireNonNull(message, "message");
  }

  static Outcome finished(double score, int bestEpoch, double seconds) {
    return new Outcome(Status.FINISHED, score, bestEpoch, seconds, "");
  }

  static Outcome failed(double seconds, String message) {
    return new Outcome(Status.FAILED, Double.NaN, 0, seconds, message);
  }

  /** Whether there is a score. */
  public boolean isFinished() {
    return status == Status.FINISHED;
  }
}
