package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts windows out of a device's feature rows: the one place where they become the numbers a model
 * sees, in training and in scoring.
 *
 * @param form whether a window is a sequence or its statistics
 * @param length readings in a window
 * @param features numbers in a reading
 */
public record Windows(Form form, int length, int features) implements Serializable {
  /** What a window is turned into. */
  public enum Form {
    /** All its readings, the layout {@code [features, length]}. */
    SEQUENCE,
    /**
     * Statistics of each feature over the window, one column each: the layout {@code [features *
     * 6]}. A window with fewer readings than its length has the statistics of those.
     */
    AGGREGATE
  }

  private static final List<String> STATISTICS =
      List.of("last", "mean", "std", "min", "max", "slope");

  /** Checks the sizes. */
  public Windows {
    requireNonNull(form, "form");
    if (length < 1) {
      throw new IllegalArgumentException("length: %d (expected: > 0)".formatted(length));
    }
    if (features < 1) {
      throw new IllegalArgumentException("features: %d (expected: > 0)".formatted(features));
    }
  }

  /** Rows of a window as a model sees it. */
  public int channels() {
    return form == Form.SEQUENCE ? features : features * STATISTICS.size();
  }

  /** Numbers in such a row: the length of a sequence, 1 for statistics. */
  public int steps() {
    return form == Form.SEQUENCE ? length : 1;
  }

  /** The names of those rows, where readings have these features. */
  List<String> rows(List<String> named) {
    return form == Form.SEQUENCE
        ? named
        : named.stream()
            .flatMap(feature -> STATISTICS.stream().map(statistic -> feature + " " + statistic))
            .toList();
  }

  /** Numbers in one window: {@code channels * steps}. */
  public int size() {
    return channels() * steps();
  }

  /**
   * Writes the window that ends with reading {@code end} to {@code target}. Where there are fewer
   * readings than a sequence has, the first one stands in for those before it.
   *
   * @param rows readings in time order
   * @param start index of the first reading that the window may reach
   * @param end index of the window's last reading
   * @param target where the window goes
   * @param offset index in {@code target} of the window's first number
   */
  public void cut(FeatureMatrix rows, int start, int end, float[] target, int offset) {
    if (form == Form.SEQUENCE) {
      cutSequence(rows, start, end, target, offset);
    } else {
      int first = Math.max(end - length + 1, start);
      for (int f = 0; f < features; f++) {
        float[] found = statistics(rows, f, first, end);
        System.arraycopy(found, 0, target, offset + f * found.length, found.length);
      }
    }
  }

  /** What a window's last reading has of a feature. */
  float last(float[] window, int feature) {
    return form == Form.SEQUENCE
        ? window[(feature + 1) * length - 1]
        : window[feature * STATISTICS.size()];
  }

  private void cutSequence(FeatureMatrix rows, int start, int end, float[] target, int offset) {
    int first = Math.max(end - length + 1, start);
    int count = end - first + 1;
    for (int f = 0; f < features; f++) {
      int from = offset + f * length;
      Arrays.fill(target, from, from + length - count, rows.at(first, f));
      System.arraycopy(
          rows.values(), f * rows.step() + first, target, from + length - count, count);
    }
  }

  /** In the order of {@link #STATISTICS}; the slope is that of least squares, per reading. */
  private static float[] statistics(FeatureMatrix rows, int feature, int first, int end) {
    int count = end - first + 1;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int r = first; r <= end; r++) {
      double value = rows.at(r, feature);
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = sum / count;
    double middle = (count - 1) / 2.0;
    double squares = 0;
    double products = 0;
    double times = 0;
    for (int r = first; r <= end; r++) {
      double deviation = rows.at(r, feature) - mean;
      double time = r - first - middle;
      squares += deviation * deviation;
      products += time * deviation;
      times += time * time;
    }
    return new float[] {
      rows.at(end, feature),
      (float) mean,
      (float) Math.sqrt(squares / count),
      (float) min,
      (float) max,
      times == 0 ? 0f : (float) (products / times)
    };
  }
}
