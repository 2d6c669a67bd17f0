package io.lepton.training.evaluation;

import java.io.Serializable;
import java.util.stream.DoubleStream;

/**
 * How far predictions are from the truth. The error of a prediction is prediction minus truth;
 * every score of no predictions at all is not a number.
 */
public final class RegressionScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double errors;
  private double absoluteErrors;
  private double squaredErrors;
  private double penalties;

  /** The scores of one prediction for all, such as the mean label of the training set. */
  public static RegressionScores ofConstant(double prediction, DoubleStream truths) {
    RegressionScores scores = new RegressionScores();
    truths.forEachOrdered(truth -> scores.add(truth, prediction));
    return scores;
  }

  /** Counts one prediction. */
  public void add(double truth, double prediction) {
    double error = prediction - truth;
    count++;
    errors += error;
    absoluteErrors += Math.abs(error);
    squaredErrors += error * error;
    penalties += Math.expm1(error < 0 ? -error / 13 : error / 10);
  }

  /** Counts the predictions that others have scored. */
  public void add(RegressionScores others) {
    add(others, 1);
  }

  /** Counts the predictions that others have scored, so many times each. */
  public void add(RegressionScores others, int times) {
    count += times * others.count;
    errors += times * others.errors;
    absoluteErrors += times * others.absoluteErrors;
    squaredErrors += times * others.squaredErrors;
    penalties += times * others.penalties;
  }

  /** Predictions counted. */
  public long count() {
    return count;
  }

  /** Root mean square error, in the label's unit. */
  public double rmse() {
    return Math.sqrt(squaredErrors / count);
  }

  /** Mean absolute error, in the label's unit. */
  public double mae() {
    return absoluteErrors / count;
  }

  /** Mean error: above zero where predictions are too high. */
  public double meanError() {
    return errors / count;
  }

  /**
   * The score of the PHM 2008 challenge (Saxena et al.), a sum: a life predicted too long costs
   * more than one too short.
   */
  public double phmScore() {
    return count == 0 ? Double.NaN : penalties;
  }
}
