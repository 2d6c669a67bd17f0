package io.lepton.notebooks.kernel;

/** A cell that did not run to its end, in words for the one who wrote it. */
final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CellException(String message) {
    super(message);
  }
}
