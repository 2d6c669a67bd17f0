package io.lepton.training;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * What came of one epoch.
 *
 * @param epoch from 1
 * @param score what training and validation are measured in
 * @param trainingLoss the network's loss in terms of the score: the mean over the epoch's windows,
 *     each taken before the step that learned from it, without the penalty for large weights; where
 *     classes have weights, windows count by them; where some are fitted a second time, moved, they
 *     count, too
 * @param validationScore the score after the epoch; empty without a validation split
 * @param windows windows trained, all of the training set
 * @param miniBatches mini-batches trained, by all workers
 * @param averagings how often the workers' parameters were averaged
 * @param divergence how far the workers' parameters were from their mean at each averaging
 * @param seconds that training took, without validation
 */
public record EpochReport(
    int epoch,
    Score score,
    double trainingLoss,
    OptionalDouble validationScore,
    long windows,
    int miniBatches,
    int averagings,
    Divergence divergence,
    double seconds) {
  /** Checks that nothing is null. */
  public EpochReport {
    requireNonNull(score, "score");
    requireNonNull(validationScore, "validationScore");
    requireNonNull(divergence, "divergence");
  }

  /** Training speed. */
  public double windowsPerSecond() {
    return windows / seconds;
  }
}
