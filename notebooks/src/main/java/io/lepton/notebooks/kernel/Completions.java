package io.lepton.notebooks.kernel;

import java.util.List;

/**
 * What could stand at a place of a cell.
 *
 * @param texts what it could be, the fitting ones first
 * @param from where in the cell it would begin
 */
public record Completions(List<String> texts, int from) {
  /** Copies the list. */
  public Completions {
    texts = List.copyOf(texts);
  }
}
