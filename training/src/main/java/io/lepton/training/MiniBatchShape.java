package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Windows;
import java.io.Serializable;

/**
 * What a mini-batch looks like.
 *
 * @param windows what it holds
 * @param size how many of them, save in the last
 * @param labelScale labels are divided by it, so that a network learns about 0 to 1
 */
record MiniBatchShape(Windows windows, int size, double labelScale) implements Serializable {
  MiniBatchShape {
    requireNonNull(windows, "windows");
    Check.positive("size", size);
    Check.positive("label-scale", labelScale);
  }

  /** Mini-batches that so many windows fill. */
  int miniBatches(int windowCount) {
    return (windowCount + size - 1) / size;
  }
}
