package io.lepton.features;

import java.util.Arrays;

/**
 * Scales one device's readings in time order: the z-score within the regime. A missing value is
 * borrowed from the last reading that had it, as a z-score, for that is what carries over from one
 * regime to the next; beyond the limit the mean stands in.
 */
final class ReadingScaler {
  private final RegimeFinder regimes;
  private final double[][] mean;
  private final double[][] deviation;
  private final int fillLimit;
  private final double[] lastSettings;
  private final float[] last;
  private final int[] borrowed;

  ReadingScaler(FeatureSpec spec) {
    regimes = RegimeFinder.of(spec);
    mean = spec.regimes().stream().map(r -> doubles(r.mean())).toArray(double[][]::new);
    deviation = spec.regimes().stream().map(r -> doubles(r.deviation())).toArray(double[][]::new);
    fillLimit = spec.window().fillLimit();
    lastSettings = new double[spec.settings().size()];
    last = new float[spec.channels().size()];
    borrowed = new int[spec.channels().size()];
    reset();
  }

  /** The next reading is the first of another device. */
  void reset() {
    Arrays.fill(lastSettings, Double.NaN);
    Arrays.fill(last, 0f);
    Arrays.fill(borrowed, fillLimit);
  }

  /**
   * Scales a reading.
   *
   * @param channels values as they stand in silver, NaN for a missing one
   * @param settings settings as they stand in silver, NaN for a missing one
   * @param target where the scaled values go
   * @param offset index of the first of them
   */
  void next(double[] channels, double[] settings, float[] target, int offset) {
    for (int s = 0; s < settings.length; s++) {
      if (!Double.isNaN(settings[s])) {
        lastSettings[s] = settings[s];
      }
    }
    int regime = regimes.regime(lastSettings);
    for (int c = 0; c < channels.length; c++) {
      if (!Double.isNaN(channels[c])) {
        double spread = deviation[regime][c];
        last[c] = spread == 0 ? 0f : (float) ((channels[c] - mean[regime][c]) / spread);
        borrowed[c] = 0;
      } else if (borrowed[c] < fillLimit) {
        borrowed[c]++;
      } else {
        last[c] = 0f;
      }
      target[offset + c] = last[c];
    }
  }

  private static double[] doubles(java.util.List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
