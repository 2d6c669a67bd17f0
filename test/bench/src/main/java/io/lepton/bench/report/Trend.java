package io.lepton.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A quantity over time and the straight line that fits it best, by least squares. */
public final class Trend {
  private final List<double[]> points = new ArrayList<>();

  /** One more measurement. */
  public synchronized void add(double seconds, double value) {
    points.add(new double[] {seconds, value});
  }

  /** What all measurements come to on average; NaN without any. */
  public synchronized double mean() {
    return points.stream().mapToDouble(p -> p[1]).average().orElse(Double.NaN);
  }

  /** What the line gains per second; 0 with fewer than two measurements. */
  public synchronized double slope() {
    double meanTime = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
    double mean = mean();
    double both = 0;
    double square = 0;
    for (double[] point : points) {
      both += (point[0] - meanTime) * (point[1] - mean);
      square += (point[0] - meanTime) * (point[0] - meanTime);
    }
    return square == 0 ? 0 : both / square;
  }

  /** What the line gains from the first measurement to the last, as a share of the mean. */
  public synchronized double change() {
    if (points.size() < 2) {
      return 0;
    }
    double span = points.get(points.size() - 1)[0] - points.get(0)[0];
    return slope() * span / mean();
  }

  /** Whether the line rises by no more than this share of the mean. */
  boolean isFlat(double tolerance) {
    return change() <= tolerance;
  }

  /** One line of the report. */
  public String verdict(String name, double unit, double tolerance) {
    return "%-22s %10.1f on average, the line goes from end to end by %+.1f%%: %s (tolerance +%.0f%%)"
        .formatted(
            name,
            mean() / unit,
            100 * change(),
            isFlat(tolerance) ? "flat" : "RISES",
            100 * tolerance);
  }
}
