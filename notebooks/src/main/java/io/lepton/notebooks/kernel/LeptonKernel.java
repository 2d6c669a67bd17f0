package io.lepton.notebooks.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** Answers Jupyter: Java by JShell, with {@code spark}, {@code lake} and their like declared. */
final class LeptonKernel extends BaseKernel {
  private final CellSession session;

  LeptonKernel(CellSession session) {
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
    this.session = session;
  }

  @Override
  public Object evalRaw(String cell) {
    try {
      return session.run(cell).orElse(null);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public DisplayData eval(String cell) {
    return evalRaw(cell) instanceof Display shown ? data(shown) : null;
  }

  static DisplayData data(Display shown) {
    DisplayData data = new DisplayData(shown.text());
    shown.html().ifPresent(data::putHTML);
    shown.svg().ifPresent(data::putSVG);
    return data;
  }

  @Override
  public List<String> formatError(Throwable thrown) {
    return CellSession.explained(thrown);
  }

  @Override
  public ReplacementOptions complete(String cell, int cursor) {
    Completions found = session.complete(cell, cursor);
    return new ReplacementOptions(found.texts(), found.from(), cursor);
  }

  @Override
  public DisplayData inspect(String cell, int cursor, boolean moreDetail) {
    List<String> known = session.describe(cell, cursor);
    return known.isEmpty() ? null : new DisplayData(String.join("\n", known));
  }

  @Override
  public String isComplete(String cell) {
    return session.isComplete(cell) ? IS_COMPLETE_YES : IS_COMPLETE_MAYBE;
  }

  @Override
  public void interrupt() {
    session.interrupt();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    session.close();
  }
}
