package io.lepton.features;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * How far the values of a column in one part are from those in training, found in a sample of each.
 *
 * @param split the part
 * @param psi population stability index over the deciles of training; categories for a text
 * @param chance what the index exceeds once in a thousand times where nothing differs
 * @param distance of Kolmogorov and Smirnov: the largest difference of the distribution functions
 */
public record Drift(Split split, double psi, double chance, double distance)
    implements Serializable {
  /** From here on a population has shifted (Siddiqi 2006, Credit Risk Scorecards). */
  public static final double SHIFTED = 0.25;

  private static final int BINS = 10;
  private static final int LEAST = 2;

  /** Whether the part differs, and more than chance explains. */
  public boolean shifted() {
    return psi > Math.max(SHIFTED, chance);
  }

  /** Whether there are values enough to compare. */
  static boolean canCompare(double[] training, double[] other) {
    return training.length >= LEAST && other.length >= LEAST;
  }

  /** The drift of a number. */
  static Drift ofNumbers(Split split, double[] training, double[] other) {
    double[] sorted = training.clone();
    Arrays.sort(sorted);
    double[] edges = new double[BINS - 1];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = FitScales.quantile(sorted, (e + 1.0) / BINS);
    }
    return between(split, training, other, edges);
  }

  /** The drift of a text, given as places of its categories. */
  static Drift ofCategories(Split split, double[] training, double[] other, int categories) {
    double[] edges = new double[categories - 1];
    Arrays.setAll(edges, e -> e);
    return between(split, training, other, edges);
  }

  private static Drift between(Split split, double[] training, double[] other, double[] edges) {
    double[] unequal = Arrays.stream(edges).distinct().toArray();
    int[] expected = counts(training, unequal);
    int[] found = counts(other, unequal);
    int filled = 0;
    double psi = 0;
    for (int b = 0; b < expected.length; b++) {
      if (expected[b] + found[b] > 0) {
        double before = share(expected[b], training.length);
        double now = share(found[b], other.length);
        psi += (now - before) * Math.log(now / before);
        filled++;
      }
    }
    return new Drift(
        split,
        psi,
        chance(filled, training.length, other.length),
        new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(training, other));
  }

  /** An empty bin counts as half a value: the logarithm of nothing is infinite. */
  private static double share(int count, int of) {
    return Math.max(count, 0.5) / of;
  }

  /** Without drift the index is about chi-square by 1/n + 1/m (Yurdakul and Naranjo 2020). */
  private static double chance(int bins, int training, int other) {
    if (bins < 2) {
      return 0;
    }
    return new ChiSquaredDistribution(bins - 1.0).inverseCumulativeProbability(0.999)
        * (1.0 / training + 1.0 / other);
  }

  /** A value on an edge is below it. */
  private static int[] counts(double[] values, double[] edges) {
    int[] counts = new int[edges.length + 1];
    for (double value : values) {
      int place = Arrays.binarySearch(edges, value);
      counts[place >= 0 ? place : -place - 1]++;
    }
    return counts;
  }
}
