package io.lepton.notebooks.kernel;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cells of Java with a lake at hand, for whichever notebook server asks: one in a JVM, one cell at
 * a time.
 */
public final class CellSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CellSession.class);
  private static final int FRAMES = 6;

  private final CellRunner cells;
  private final String prelude;
  private boolean isReady;

  CellSession(CellRunner cells, String prelude) {
    this.cells = cells;
    this.prelude = prelude;
  }

  /**
   * A session; the lake is opened with the first cell.
   *
   * @param settings the pipeline's file and overrides of it
   */
  public static CellSession open(List<String> settings) {
    return new CellSession(
        new CellRunner(System.getProperty("java.class.path")), Prelude.of(settings));
  }

  /** Where what a cell shows besides its last value goes to. */
  public void shownBy(Consumer<Display> screen) {
    Notebook.shownBy(screen);
  }

  /**
   * Runs a cell, and before the first one what declares {@code spark}, {@code lake} and their like.
   *
   * @return how what its last expression came to looks; empty if there is nothing to see
   * @throws Exception what {@link #explained} has words for
   */
  public Optional<Display> run(String cell) throws Exception {
    if (!isReady) {
      cells.run(prelude);
      isReady = true;
    }
    // what System.out.printf gives back is nothing to look at
    return cells.run(cell).filter(value -> !(value instanceof PrintStream)).map(Display::of);
  }

  /** An error in a few lines: a sentence where there is one, else classes, messages and frames. */
  public static List<String> explained(Throwable thrown) {
    LOG.info("A cell failed", thrown);
    Optional<String> sentence = CellRunner.sentence(thrown);
    if (sentence.isPresent()) {
      return sentence.get().lines().toList();
    }
    Throwable first =
        thrown instanceof IllegalStateException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    List<String> lines = new ArrayList<>();
    for (Throwable cause = first; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      lines.add(
          (lines.isEmpty() ? "" : "because of ") + cause.getClass().getName() + ": " + message);
    }
    for (StackTraceElement frame : first.getStackTrace()) {
      if (frame.getClassName().startsWith("REPL.") || lines.size() > FRAMES) {
        break; // below this it is the machinery of cells
      }
      lines.add("    at " + frame);
    }
    return lines;
  }

  /** How a cell could go on at a place. */
  public Completions complete(String cell, int cursor) {
    return cells.complete(cell, cursor);
  }

  /** What is known of the name at a place of a cell: signatures. */
  List<String> describe(String cell, int cursor) {
    return cells.describe(cell, cursor);
  }

  boolean isComplete(String cell) {
    return cells.isComplete(cell);
  }

  /** Ends the cell that runs, and its Spark jobs with it. */
  public void interrupt() {
    cells.stop(Notebook::cancel);
  }

  @Override
  public void close() {
    Notebook.close();
    cells.close();
  }
}
