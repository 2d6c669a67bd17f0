package io.lepton.notebooks.kernel;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Jupyter: Java by JShell, with {@code spark}, {@code lake} and their like declared. */
final class LeptonKernel extends BaseKernel {
  private static final Logger LOG = LoggerFactory.getLogger(LeptonKernel.class);
  private static final int FRAMES = 6;

  private final CellRunner cells;
  private final String prelude;
  private boolean isReady;

  /**
   * A kernel.
   *
   * @param prelude a cell that runs before the first one, until it succeeds
   */
  LeptonKernel(CellRunner cells, String prelude) {
    super(
        "lepton",
        "0.1.0",
        new LanguageInfo(
            "java",
            System.getProperty("java.version"),
            "text/x-java",
            ".java",
            "java",
            "text/x-java",
            "script"),
        List.of(),
        null,
        new JupyterIO(java.nio.charset.StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        null,
        new MagicsRegistry(),
        false,
        new StringStyler("", "", "", line -> ""));
    this.cells = cells;
    this.prelude = prelude;
  }

  @Override
  public Object evalRaw(String cell) {
    try {
      if (!isReady) {
        cells.run(prelude);
        isReady = true;
      }
      return cells.run(cell).orElse(null);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public DisplayData eval(String cell) {
    Object value = evalRaw(cell);
    // what System.out.printf gives back is nothing to look at
    return value == null || value instanceof PrintStream ? null : Shown.of(value);
  }

  @Override
  public List<String> formatError(Throwable thrown) {
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

  @Override
  public ReplacementOptions complete(String cell, int cursor) {
    CellRunner.Completions found = cells.complete(cell, cursor);
    return new ReplacementOptions(found.texts(), found.from(), cursor);
  }

  @Override
  public DisplayData inspect(String cell, int cursor, boolean moreDetail) {
    List<String> known = cells.describe(cell, cursor);
    return known.isEmpty() ? null : new DisplayData(String.join("\n", known));
  }

  @Override
  public String isComplete(String cell) {
    return cells.isComplete(cell) ? IS_COMPLETE_YES : IS_COMPLETE_MAYBE;
  }

  @Override
  public void interrupt() {
    Notebook.cancel();
    cells.stop();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    Notebook.close();
    cells.close();
  }
}
