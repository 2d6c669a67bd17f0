package io.lepton.training.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How far figures would move had other devices been held out: the bootstrap's percentile interval
 * (Efron and Tibshirani 1993, chapter 13). Whole devices are drawn, with replacement, because the
 * windows of one device resemble each other: drawing windows would promise too much.
 *
 * @param resamples how often as many devices are drawn as there are
 * @param seed of the draws: the same seed gives the same intervals
 */
public record DeviceBootstrap(int resamples, long seed) {
  /** The fewest devices that an interval is found from; with fewer the draws are too much alike. */
  public static final int FEWEST = 5;

  /** How often an interval shall hold what would be found on very many devices. */
  public static final double CONFIDENCE = 0.95;

  /** Checks the number. */
  public DeviceBootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples: %d (expected: >= 100)".formatted(resamples));
    }
  }

  /** Figures of a held-out set in which each device is there so many times. */
  public interface Figures {
    /** The figures, always as many; not a number where there is none. */
    double[] of(int[] times);
  }

  /** Each device as it is. */
  public static int[] once(int devices) {
    int[] times = new int[devices];
    Arrays.fill(times, 1);
    return times;
  }

  /**
   * The interval of each figure; none with fewer than {@link #FEWEST} devices, nor where more than
   * half of the draws have no such figure.
   */
  public List<Optional<Interval>> intervals(int devices, Figures figures) {
    requireNonNull(figures, "figures");
    int count = figures.of(once(devices)).length;
    List<Optional<Interval>> intervals = new ArrayList<>();
    if (devices < FEWEST) {
      for (int f = 0; f < count; f++) {
        intervals.add(Optional.empty());
      }
      return intervals;
    }
    double[][] found = drawn(devices, count, figures);
    for (double[] values : found) {
      intervals.add(interval(values));
    }
    return intervals;
  }

  /** Of each figure what the draws have found. */
  private double[][] drawn(int devices, int count, Figures figures) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] found = new double[count][resamples];
    for (int r = 0; r < resamples; r++) {
      int[] times = new int[devices];
      for (int d = 0; d < devices; d++) {
        times[random.nextInt(devices)]++;
      }
      double[] values = figures.of(times);
      for (int f = 0; f < count; f++) {
        found[f][r] = values[f];
      }
    }
    return found;
  }

  private Optional<Interval> interval(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (2 * sorted.length < resamples) {
      return Optional.empty();
    }
    double tail = (1 - CONFIDENCE) / 2;
    return Optional.of(
        new Interval(sorted[place(tail, sorted.length)], sorted[place(1 - tail, sorted.length)]));
  }

  /** Place of the smallest value that so large a share does not exceed. */
  private static int place(double share, int values) {
    // what is 25 by hand may be a little more in binary
    return (int) Math.max(0, Math.ceil(share * values - 1e-9) - 1);
  }
}
