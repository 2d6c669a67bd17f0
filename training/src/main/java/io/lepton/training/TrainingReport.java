package io.lepton.training;

import java.util.List;

/**
 * What came of a training run.
 *
 * @param epochs in order; fewer than asked for if training ended early
 * @param bestEpoch the epoch the network is from, from 1: the one with the lowest validation score,
 *     or the last without a validation split
 * @param windows in the training set
 * @param seconds from the first epoch's start to the last one's end, validation included
 */
public record TrainingReport(
    List<EpochReport> epochs, int bestEpoch, long windows, double seconds) {
  /** Copies the list. */
  public TrainingReport {
    epochs = List.copyOf(epochs);
    Check.argument(
        bestEpoch >= 1 && bestEpoch <= epochs.size(),
        "best epoch",
        bestEpoch,
        "1 to " + epochs.size());
  }

  /** The epoch the network is from. */
  public EpochReport best() {
    return epochs.get(bestEpoch - 1);
  }

  /** What training and validation are measured in. */
  public Score score() {
    return best().score();
  }
}
