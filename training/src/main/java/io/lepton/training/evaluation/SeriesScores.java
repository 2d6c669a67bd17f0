package io.lepton.training.evaluation;

import java.io.Serializable;

/**
 * How far predicted readings are from the true ones, each number for itself, in scaled units; every
 * score of no numbers at all is not a number.
 */
public final class SeriesScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double absoluteErrors;
  private double squaredErrors;

  /** Counts one number. */
  public void add(double truth, double prediction) {
    double error = prediction - truth;
    count++;
    absoluteErrors += Math.abs(error);
    squaredErrors += error * error;
  }

  /** Counts the numbers that others have scored. */
  public void add(SeriesScores others) {
    count += others.count;
    absoluteErrors += others.absoluteErrors;
    squaredErrors += others.squaredErrors;
  }

  /** Numbers counted. */
  public long count() {
    return count;
  }

  /** Mean squared error. */
  public double mse() {
    return squaredErrors / count;
  }

  /** Mean absolute error. */
  public double mae() {
    return absoluteErrors / count;
  }
}
