package io.lepton.training;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * A training between two epochs: all that the next ones depend on.
 *
 * @param epochs done so far
 * @param bestEpoch the best of them, from 1; 0 before the first
 * @param network as it is now
 * @param best as it was after the best epoch
 * @param seconds that the epochs took, validation included
 */
record TrainingProgress(
    List<EpochReport> epochs,
    int bestEpoch,
    NetworkState network,
    NetworkState best,
    double seconds) {
  TrainingProgress {
    epochs = List.copyOf(epochs);
    requireNonNull(network, "network");
    requireNonNull(best, "best");
    Check.argument(
        bestEpoch >= 0 && bestEpoch <= epochs.size(),
        "best epoch",
        bestEpoch,
        "0 to " + epochs.size());
  }

  /** Before the first epoch. */
  static TrainingProgress begin(NetworkState network) {
    return new TrainingProgress(List.of(), 0, network, network, 0);
  }

  /** With one more epoch, after which the network is like this. */
  TrainingProgress plus(EpochReport epoch, NetworkState after, double took) {
    List<EpochReport> all = Stream.concat(epochs.stream(), Stream.of(epoch)).toList();
    return isBetter(epoch)
        ? new TrainingProgress(all, all.size(), after, after, seconds + took)
        : new TrainingProgress(all, bestEpoch, after, best, seconds + took);
  }

  /** Without validation each epoch beats the one before; a number beats what is none. */
  private boolean isBetter(EpochReport epoch) {
    if (bestEpoch == 0 || epoch.validationScore().isEmpty()) {
      return true;
    }
    double bestScore = epochs.get(bestEpoch - 1).validationScore().orElse(Double.NaN);
    return Double.compare(epoch.validationScore().getAsDouble(), bestScore) < 0;
  }

  boolean isOver(Fitting fitting) {
    boolean isStuck =
        fitting.earlyStopping() > 0 && epochs.size() - bestEpoch >= fitting.earlyStopping();
    return epochs.size() >= fitting.epochs() || isStuck;
  }

  TrainingReport report(long windows) {
    return new TrainingReport(epochs, bestEpoch, windows, seconds);
  }
}
