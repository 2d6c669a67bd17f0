package io.lepton.training.alarm;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The threshold that scores like these pass with a small probability, beyond what was seen: peaks
 * over a high quantile follow a generalised Pareto distribution (Siffer et al. 2017, "Anomaly
 * detection in streams with extreme value theory", KDD, equation 1). It is fitted by
 * probability-weighted moments (Hosking and Wallis 1987, Technometrics 29, pages 339-349), which
 * need no search and do well with few peaks.
 */
public final class ExtremeValues {
  /** Peaks are what is above this quantile, as in Siffer et al. 2017. */
  static final double PEAKS = 0.98;

  /** Fewer peaks say nothing of a tail. */
  static final int FEWEST = 5;

  private ExtremeValues() {}

  /**
   * The threshold of a risk.
   *
   * @param scores of quiet times; what is no finite number is passed over
   * @return nothing if there are too few scores; never below the quantile of the risk
   */
  public static OptionalDouble threshold(double[] scores, double risk) {
    double[] sorted = Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
    int first = (int) Math.ceil(PEAKS * sorted.length);
    int count = sorted.length - first;
    if (count < FEWEST) {
      return OptionalDouble.empty();
    }
    double from = sorted[first - 1];
    double[] peaks = new double[count];
    for (int i = 0; i < count; i++) {
      peaks[i] = sorted[first + i] - from;
    }
    int rank = (int) Math.ceil((1 - risk) * sorted.length);
    double seen = sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    double chance = risk * sorted.length / count;
    return OptionalDouble.of(chance >= 1 ? seen : Math.max(seen, from + Tail.of(peaks).at(chance)));
  }

  /**
   * A generalised Pareto distribution of excesses.
   *
   * @param shape gamma of Siffer et al.; below 0 the tail has an end
   * @param scale sigma
   */
  record Tail(double shape, double scale) {
    /** Fitted to ascending excesses, by the moments of Hosking and Wallis 1987. */
    static Tail of(double[] excesses) {
      double mean = 0;
      double weighted = 0;
      int count = excesses.length;
      for (int i = 0; i < count; i++) {
        // their plotting position of the i-th smallest, from 1: (i - 0.35) / n
        mean += excesses[i] / count;
        weighted += excesses[i] * (1 - (i + 0.65) / count) / count;
      }
      double spread = mean - 2 * weighted;
      return spread > 0
          ? new Tail(2 - mean / spread, 2 * mean * weighted / spread)
          : new Tail(0, mean); // all the same: exponential, as it is the simplest
    }

    /** What an excess passes with this probability. */
    double at(double probability) {
      return Math.abs(shape) < 1e-9
          ? -scale * Math.log(probability)
          : scale / shape * (Math.pow(probability, -shape) - 1);
    }
  }
}
