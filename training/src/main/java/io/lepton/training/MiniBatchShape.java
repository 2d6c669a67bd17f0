package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Examples;
import java.io.Serializable;

/**
 * What a mini-batch looks like.
 *
 * @param examples what it holds
 * @param size how many of them, save in the last
 */
record MiniBatchShape(Examples examples, int size) implements Serializable {
  MiniBatchShape {
    requireNonNull(examples, "examples");
    Check.positive("size", size);
  }

  /** Mini-batches that so many windows fill. */
  int miniBatches(int windowCount) {
    return (windowCount + size - 1) / size;
  }
}
