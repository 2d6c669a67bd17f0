package io.lepton.features;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;

/**
 * Windows over a device's readings.
 *
 * @param length readings in a window
 * @param stride readings between the ends of two windows of the training set
 * @param fillLimit readings in a row that may borrow a missing value from the last one that had it;
 *     beyond that the channel's mean stands in
 */
public record WindowConfig(int length, int stride, int fillLimit) implements Serializable {
  /** Checks the sizes. */
  public WindowConfig {
    if (length < 1) {
      throw new IllegalArgumentException("length: %d (expected: > 0)".formatted(length));
    }
    if (stride < 1) {
      throw new IllegalArgumentException("stride: %d (expected: > 0)".formatted(stride));
    }
    if (fillLimit < 0) {
      throw new IllegalArgumentException("fill-limit: %d (expected: >= 0)".formatted(fillLimit));
    }
  }

  static WindowConfig read(ConfigReader in) {
    return new WindowConfig(in.integer("length"), in.integer("stride"), in.integer("fill-limit"));
  }
}
