package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Cuts sequence windows out of a device's readings: the one place where readings become the numbers
 * a network sees, in training and in scoring.
 *
 * @param length readings in a window
 * @param channels numbers in a reading
 */
public record Windows(int length, int channels) implements Serializable {
  /** Checks the sizes. */
  public Windows {
    if (length < 1) {
      throw new IllegalArgumentException("length: %d (expected: > 0)".formatted(length));
    }
    if (channels < 1) {
      throw new IllegalArgumentException("channels: %d (expected: > 0)".formatted(channels));
    }
  }

  /** Numbers in one window: {@code channels * length}. */
  public int size() {
    return length * channels;
  }

  /**
   * Writes the window that ends with reading {@code end} to {@code target}, channel after channel
   * and in time order (the layout {@code [channels, length]}). Where a device has fewer readings
   * than the window, the first reading stands in for those before it.
   *
   * @param values readings in time order, {@code channels} numbers each
   * @param end index of the window's last reading
   * @param target where the window goes
   * @param offset index in {@code target} of the window's first number
   */
  public void cut(float[] values, int end, float[] target, int offset) {
    requireNonNull(values, "values");
    int first = end - length + 1;
    for (int t = 0; t < length; t++) {
      int from = Math.max(first + t, 0) * channels;
      for (int c = 0; c < channels; c++) {
        target[offset + c * length + t] = values[from + c];
      }
    }
  }
}
