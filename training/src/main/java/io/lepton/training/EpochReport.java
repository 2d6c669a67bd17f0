package io.lepton.training;

import java.util.OptionalDouble;

/**
 * What came of one epoch.
 *
 * @param epoch from 1
 * @param trainingLoss mean squared error over the epoch's windows, in label units squared, each
 *     taken before the step that learned from it; without the penalty for large weights
 * @param validationRmse root mean square error after the epoch, in label units; empty without a
 *     validation split
 * @param windows windows trained, all of the training set
 * @param miniBatches mini-batches trained, by all workers
 * @param averagings how often the workers' parameters were averaged
 * @param divergence how far the workers' parameters were from their mean when averaged: root mean
 *     square relative to the mean's length, mean over the averagings
 * @param seconds that training took, without validation
 */
public record EpochReport(
    int epoch,
    double trainingLoss,
    OptionalDouble validationRmse,
    long windows,
    int miniBatches,
    int averagings,
    double divergence,
    double seconds) {
  /** Training speed. */
  public double windowsPerSecond() {
    return windows / seconds;
  }
}
