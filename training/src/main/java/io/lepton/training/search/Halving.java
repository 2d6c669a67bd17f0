package io.lepton.training.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Successive halving: all trials get few epochs, the best of them more, until one is left or the
 * epochs are full (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and
 * hyperparameter optimization", figure 1; with any factor it is the inner loop of Hyperband, Li et
 * al. 2018, JMLR 18(185), algorithm 1, lines 4 to 10).
 *
 * @param factor how many times fewer trials go on, for so many times the epochs
 * @param leastEpochs of the first rung; 0 for as few as let the last trial have all its epochs
 *     after no jump longer than the factor
 */
public record Halving(int factor, int leastEpochs) {
  /** Checks the sizes. */
  public Halving {
    if (factor < 2) {
      throw new IllegalArgumentException("factor: %d (expected: >= 2)".formatted(factor));
    }
    if (leastEpochs < 0) {
      throw new IllegalArgumentException(
          "least-epochs: %d (expected: >= 0)".formatted(leastEpochs));
    }
  }

  /**
   * The rungs. The last one always has full epochs, and a trial alone climbs to it at once.
   *
   * @param trials on the first rung
   * @param epochs of a trial in full
   */
  List<Rung> rungs(int trials, int epochs) {
    List<Rung> rungs = new ArrayList<>();
    int left = trials;
    double planned =
        leastEpochs > 0 ? leastEpochs : epochs / largestPower(Math.min(trials, epochs));
    while (left > 1 && Math.round(planned) < epochs) {
      int rounded = Math.max(1, (int) Math.round(planned));
      rungs.add(new Rung(rungs.size() + 1, left, OptionalInt.of(rounded)));
      left = Math.max(1, left / factor);
      planned *= factor;
    }
    rungs.add(new Rung(rungs.size() + 1, left, OptionalInt.of(epochs)));
    return rungs;
  }

  /** The largest power of the factor that is not above a number. */
  private double largestPower(int number) {
    double power = 1;
    while (power * factor <= number) {
      power *= factor;
    }
    return power;
  }
}
