package io.lepton.training;

import java.io.Serializable;

/**
 * Counts of one round, or of several in a row.
 *
 * @param examples windows fitted
 * @param miniBatches mini-batches fitted
 * @param longest mini-batches of the worker that had most
 * @param lossSum loss of each mini-batch before its step times its examples, without the penalty
 *     for large weights
 * @param rounds after each of which the workers' parameters were averaged
 * @param isLast whether no worker has any mini-batch left
 */
record WorkDone(
    long examples, int miniBatches, int longest, double lossSum, int rounds, boolean isLast)
    implements Serializable {
  static final WorkDone NONE = new WorkDone(0, 0, 0, 0, 0, true);

  /** With what another worker did in the same rounds. */
  WorkDone plus(WorkDone other) {
    return new WorkDone(
        examples + other.examples,
        miniBatches + other.miniBatches,
        Math.max(longest, other.longest),
        lossSum + other.lossSum,
        Math.max(rounds, other.rounds),
        isLast && other.isLast);
  }

  /** With what the same worker did in the rounds after these. */
  WorkDone then(WorkDone next) {
    return new WorkDone(
        examples + next.examples,
        miniBatches + next.miniBatches,
        longest + next.longest,
        lossSum + next.lossSum,
        rounds + next.rounds,
        next.isLast);
  }
}
