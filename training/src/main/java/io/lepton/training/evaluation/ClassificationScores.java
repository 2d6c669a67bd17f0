package io.lepton.training.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How well classes are told apart. The class predicted is the one with the highest probability, the
 * first of several. A score that would divide by nothing is not a number.
 */
public final class ClassificationScores implements Serializable {
  private static final long serialVersionUID = 1L;
  // a certainty that was wrong costs much, but not everything
  private static final double LEAST = 1e-10;

  private final long[][] confusion; // by true class, then by predicted class
  private double logLosses;

  /** Counts nothing yet, of so many classes. */
  public ClassificationScores(int classes) {
    require("classes", classes > 1, classes, "> 1");
    this.confusion = new long[classes][classes];
  }

  /**
   * Counts one prediction.
   *
   * @param truth index of the true class
   * @param probabilities of the classes; those of another number of classes are refused
   */
  public void add(int truth, double... probabilities) {
    requireAsMany("probabilities", probabilities.length);
    add(truth, new Said(mostLikely(probabilities), probabilities[truth]));
  }

  /**
   * What was said where a truth was known since.
   *
   * @param predicted index of the class predicted
   * @param probability that the true class was given
   */
  public record Said(int predicted, double probability) {}

  /** Counts one prediction of which not all probabilities were kept. */
  public void add(int truth, Said said) {
    confusion[truth][said.predicted()]++;
    logLosses -= Math.log(Math.max(LEAST, said.probability()));
  }

  private void requireAsMany(String name, int classes) {
    require(name, classes == confusion.length, classes, String.valueOf(confusion.length));
  }

  private static void require(String name, boolean holds, int found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %d (expected: %s)".formatted(name, found, expected));
    }
  }

  private static int mostLikely(double[] probabilities) {
    int most = 0;
    for (int c = 1; c < probabilities.length; c++) {
      most = probabilities[c] > probabilities[most] ? c : most;
    }
    return most;
  }

  /** Counts the predictions that others have scored. */
  public void add(ClassificationScores others) {
    add(others, 1);
  }

  /** Counts the predictions that others have scored, so many times each. */
  public void add(ClassificationScores others, int times) {
    requireAsMany("classes", others.confusion.length);
    for (int truth = 0; truth < confusion.length; truth++) {
      for (int c = 0; c < confusion.length; c++) {
        confusion[truth][c] += times * others.confusion[truth][c];
      }
    }
    logLosses += times * others.logLosses;
  }

  /** Predictions counted. */
  public long count() {
    return Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum();
  }

  /** Predictions counted of one class that were predicted as another, or the same. */
  public long count(int truth, int predicted) {
    return confusion[truth][predicted];
  }

  /** Share of predictions that are right. */
  public double accuracy() {
    long right = 0;
    for (int c = 0; c < confusion.length; c++) {
      right += confusion[c][c];
    }
    return ratio(right, count());
  }

  /** Share of the predictions of a class that are right. */
  public double precision(int predicted) {
    return ratio(confusion[predicted][predicted], predictions(predicted));
  }

  /** Share of what is truly of a class that was predicted so. */
  public double recall(int truth) {
    return ratio(confusion[truth][truth], truths(truth));
  }

  /** Harmonic mean of precision and recall; 0 where one of them is 0 or nothing was predicted. */
  public double f1(int index) {
    return ratio(2 * confusion[index][index], predictions(index) + truths(index));
  }

  /** Mean of the negative natural logarithm of the true class's probability. */
  public double logLoss() {
    return logLosses / count();
  }

  private long predictions(int index) {
    return Arrays.stream(confusion).mapToLong(row -> row[index]).sum();
  }

  private long truths(int index) {
    return Arrays.stream(confusion[index]).sum();
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
