package io.lepton.jobs.evaluation;

import io.lepton.training.evaluation.Interval;
import java.util.Locale;
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
  private static final Set<String> NEITHER = Set.of(MEAN_ERROR, WIDTH);
  private static final Set<String> HIGH = Set.of("F1", "precision", "recall", COVERAGE);

  /** Its name for machines. */
  public String code() {
    return code(name);
  }

  /** A figure's name for machines: snake_case. */
  public static String code(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }

  /** Which of its values are better. */
  enum Better {
    LOWER,
    HIGHER,
    NEITHER
  }

  /** Which of its values are better: a name may end with the class it is of. */
  Better better() {
    if (NEITHER.contains(name)) {
      return Better.NEITHER;
    }
    return HIGH.contains(name.split(" of ", 2)[0]) ? Better.HIGHER : Better.LOWER;
  }

  /** Whether it is counted in the label's unit, where the label has one. */
  public boolean isInUnits() {
    return IN_UNITS.contains(name);
  }
}
