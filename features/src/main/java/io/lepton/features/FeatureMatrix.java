package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Feature rows of one device in time order, laid out feature after feature, as windows are: a
 * window is one copy for each feature. The array is not copied.
 *
 * @param values number of feature {@code f} in row {@code r} at {@code f * step + r}
 * @param step rows there is room for
 */
public record FeatureMatrix(float[] values, int step) implements Serializable {
  /** Checks the size. */
  public FeatureMatrix {
    requireNonNull(values, "values");
    if (step < 1 || values.length % step != 0) {
      throw new IllegalArgumentException(
          "step: %d (expected: a divisor of %d values)".formatted(step, values.length));
    }
  }

  /** Room for rows of zeros. */
  static FeatureMatrix ofZeros(int rows, int features) {
    return new FeatureMatrix(new float[Math.multiplyExact(rows, features)], rows);
  }

  /** Numbers in a row. */
  public int features() {
    return values.length / step;
  }

  /** One number. */
  public float at(int row, int feature) {
    return values[feature * step + row];
  }

  /** Writes a row. */
  void set(int row, float[] features) {
    for (int f = 0; f < features.length; f++) {
      values[f * step + row] = features[f];
    }
  }

  /** The first rows with room for more. */
  FeatureMatrix grown(int rows) {
    FeatureMatrix grown = ofZeros(rows, features());
    copyTo(grown, 0, step);
    return grown;
  }

  /** Some rows in an array of their own. */
  FeatureMatrix copy(int from, int until) {
    FeatureMatrix copy = ofZeros(until - from, features());
    copyTo(copy, from, until - from);
    return copy;
  }

  /** Forgets the first of so many rows; the others move up. */
  void removeFirst(int rows) {
    for (int f = 0; f < features(); f++) {
      System.arraycopy(values, f * step + 1, values, f * step, rows - 1);
    }
  }

  private void copyTo(FeatureMatrix target, int from, int rows) {
    for (int f = 0; f < features(); f++) {
      System.arraycopy(values, f * step + from, target.values, f * target.step, rows);
    }
  }
}
