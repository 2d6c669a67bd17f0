package io.lepton.features;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Names the regime a device is operated in: the nearest centre in standardised settings. */
final class RegimeFinder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] mean;
  private final double[] deviation;
  private final double[][] centers;

  RegimeFinder(List<Double> mean, List<Double> deviation, List<List<Double>> centers) {
    this.mean = doubles(mean);
    this.deviation = doubles(deviation);
    this.centers = centers.stream().map(RegimeFinder::doubles).toArray(double[][]::new);
  }

  static RegimeFinder of(FeatureSpec spec) {
    return new RegimeFinder(
        spec.settings().mean(),
        spec.settings().deviation(),
        spec.regimes().stream().map(Regime::center).toList());
  }

  int regimes() {
    return centers.length;
  }

  /** Whether these settings tell a regime; in use, what is missing is carried on. */
  boolean isKnown(double[] settings) {
    return Arrays.stream(settings).noneMatch(Double::isNaN);
  }

  /** The regime of these settings; a setting that is NaN counts for nothing. */
  int regime(double[] settings) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < centers.length; r++) {
      double distance = 0;
      for (int s = 0; s < settings.length; s++) {
        double difference = (settings[s] - mean[s]) / deviation[s] - centers[r][s];
        distance += Double.isNaN(difference) ? 0 : difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = r;
      }
    }
    return nearest;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
