package io.lepton.jobs.evaluation;

import io.lepton.training.evaluation.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One figure of an evaluation.
 *
 * @param name what it is
 * @param value of the model; not a number where it would divide by nothing
 * @param naive of the naive guess, where it has one
 * @param interval in which the value would lie for other devices; none where these are too few
 */
public record Metric(String name, double value, OptionalDouble naive, Optional<Interval> interval) {
  public static final String RMSE = "RMSE";
  public static final String MAE = "MAE";
  static final String MEAN_ERROR = "mean error";
  public static final String PHM = "PHM score";
  static final String MSE = "MSE";
  static final String CROSS_ENTROPY = "cross-entropy";
  public static final String COVERAGE = "coverage";
  static final String WIDTH = "mean width";
  private static final Set<String> IN_UNITS = Set.of(RMSE, MAE, MEAN_ERROR, WIDTH);

  /** Whether it is counted in the label's unit, where the label has one. */
  public boolean isInUnits() {
    return IN_UNITS.contains(name);
  }
}
