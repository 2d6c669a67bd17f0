package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * A column of silver that features are made of.
 *
 * @param column its name
 * @param categories the values of a text that the training readings have, sorted; empty for a
 *     number. A text becomes the number of its category, and nothing where it has none
 */
public record Input(String column, List<String> categories) implements Serializable {
  /** Copies the list. */
  public Input {
    requireNonNull(column, "column");
    categories = List.copyOf(categories);
  }

  boolean isText() {
    return !categories.isEmpty();
  }
}
