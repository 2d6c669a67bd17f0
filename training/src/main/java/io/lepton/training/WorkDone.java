package io.lepton.training;

import java.io.Serializable;

/**
 * Counts of one round.
 *
 * @param examples windows fitted
 * @param miniBatches mini-batches fitted
 * @param longest mini-batches of the worker that had most
 * @param lossSum loss of each mini-batch before its step times its examples, without the penalty
 *     for large weights
 * @param isLast whether no worker has any mini-batch left
 */
record WorkDone(long examples, int miniBatches, int longest, double lossSum, boolean isLast)
    implements Serializable {
  static final WorkDone NONE = new WorkDone(0, 0, 0, 0, true);

  WorkDone plus(WorkDone other) {
    return new WorkDone(
        examples + other.examples,
        miniBatches + other.miniBatches,
        Math.max(longest, other.longest),
        lossSum + other.lossSum,
        isLast && other.isLast);
  }
}
