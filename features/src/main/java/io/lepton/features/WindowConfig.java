package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;

/**
 * Windows over a device's readings.
 *
 * @param form whether a model sees a window as a sequence or as statistics
 * @param length readings in a window
 * @param stride readings between the ends of two windows of a training set
 */
public record WindowConfig(Windows.Form form, int length, int stride) implements Serializable {
  /** Checks the sizes. */
  public WindowConfig {
    requireNonNull(form, "form");
    if (length < 1) {
      throw new IllegalArgumentException("length: %d (expected: > 0)".formatted(length));
    }
    if (stride < 1) {
      throw new IllegalArgumentException("stride: %d (expected: > 0)".formatted(stride));
    }
  }

  static WindowConfig read(ConfigReader in) {
    return new WindowConfig(
        in.oneOf("form", Windows.Form.class), in.integer("length"), in.integer("stride"));
  }
}
