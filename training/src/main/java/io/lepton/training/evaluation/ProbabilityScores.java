package io.lepton.training.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the probabilities given to a class are what they say: of the windows given 0.3, three in
 * ten should be of it. Every score of no predictions at all is not a number.
 */
public final class ProbabilityScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int BINS = 10;

  private final long[] counts = new long[BINS];
  private final double[] probabilities = new double[BINS];
  private final long[] truths = new long[BINS];
  private double squaredErrors;

  /** Counts one prediction. */
  public void add(boolean isTrue, double probability) {
    int bin = (int) Math.min(BINS - 1, Math.max(0, Math.floor(probability * BINS)));
    double error = probability - (isTrue ? 1 : 0);
    counts[bin]++;
    probabilities[bin] += probability;
    truths[bin] += isTrue ? 1 : 0;
    squaredErrors += error * error;
  }

  /** Counts the predictions that others have scored, so many times each. */
  public void add(ProbabilityScores others, int times) {
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] += times * others.counts[bin];
      probabilities[bin] += times * others.probabilities[bin];
      truths[bin] += times * others.truths[bin];
    }
    squaredErrors += times * others.squaredErrors;
  }

  /** Predictions counted. */
  public long count() {
    long count = 0;
    for (long bin : counts) {
      count += bin;
    }
    return count;
  }

  /** Mean of the squared distance of the probability from what came (Brier 1950, of one class). */
  public double brier() {
    return squaredErrors / count();
  }

  /**
   * Mean distance of the probability given from the share that came true, over ten bins of equal
   * width, each with the weight of its windows (Naeini et al. 2015).
   */
  public double calibrationError() {
    double distance = 0;
    for (int bin = 0; bin < BINS; bin++) {
      distance += Math.abs(probabilities[bin] - truths[bin]);
    }
    return distance / count();
  }

  /**
   * Predictions of about the same probability.
   *
   * @param count how many
   * @param said the mean probability given, in 0..1
   * @param came the share that came true, in 0..1
   */
  public record Bin(long count, double said, double came) {}

  /** The bins of {@link #calibrationError} that hold any prediction: a reliability diagram. */
  public List<Bin> reliability() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double count = counts[bin];
      if (count > 0) {
        bins.add(new Bin(counts[bin], probabilities[bin] / count, truths[bin] / count));
      }
    }
    return bins;
  }
}
