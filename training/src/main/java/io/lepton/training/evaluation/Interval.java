package io.lepton.training.evaluation;

/**
 * Between what a number is said to lie; both ends belong to it.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /** Whether a number lies in it. */
  public boolean holds(double number) {
    return low <= number && number <= high;
  }

  /** How wide it is. */
  public double width() {
    return high - low;
  }
}
