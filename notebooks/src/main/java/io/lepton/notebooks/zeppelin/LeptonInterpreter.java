package io.lepton.notebooks.zeppelin;

import io.lepton.notebooks.kernel.CellSession;
import io.lepton.notebooks.kernel.Completions;
import io.lepton.notebooks.kernel.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterOutput;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.thrift.InterpreterCompletion;

/**
 * {@code %lepton} paragraphs: the cells of {@link CellSession} in a process that Zeppelin starts
 * for each note.
 */
public final class LeptonInterpreter extends Interpreter {
  /** The property with the pipeline's file. */
  public static final String CONF = "lepton.conf";

  /** The property with overrides of the file, {@code key=value} in a line each. */
  public static final String SET = "lepton.set";

  private Optional<CellSession> session = Optional.empty();

  /**
   * Made by Zeppelin.
   *
   * @param properties what the interpreter's settings say
   */
  public LeptonInterpreter(Properties properties) {
    super(properties);
  }

  @Override
  public void open() {
    List<String> settings = new ArrayList<>(List.of(getProperty(CONF)));
    getProperty(SET, "")
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .forEach(settings::add);
    session = Optional.of(CellSession.open(settings));
  }

  @Override
  public void close() {
    session.ifPresent(CellSession::close);
    session = Optional.empty();
  }

  @Override
  public InterpreterResult interpret(String cell, InterpreterContext context) {
    CellSession cells = session.orElseThrow();
    PrintStream before = System.out;
    PrintStream printed = new PrintStream(context.out, true, StandardCharsets.UTF_8);
    System.setOut(printed);
    cells.shownBy(shown -> write(context.out, shown));
    try {
      return cells
          .run(cell)
          .map(LeptonInterpreter::result)
          .orElseGet(() -> new InterpreterResult(InterpreterResult.Code.SUCCESS));
    } catch (Exception e) {
      return new InterpreterResult(
          InterpreterResult.Code.ERROR,
          InterpreterResult.Type.TEXT,
          String.join("\n", CellSession.explained(e)));
    } finally {
      printed.flush();
      System.setOut(before);
    }
  }

  private static InterpreterResult result(Display shown) {
    return new InterpreterResult(InterpreterResult.Code.SUCCESS, type(shown), body(shown));
  }

  private static void write(InterpreterOutput out, Display shown) {
    String kind = type(shown) == InterpreterResult.Type.HTML ? "html" : "text";
    try {
      out.write("\n%" + kind + " " + body(shown) + "\n%text ");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tables, too: a cell of {@code %table} that begins with {@code %html} would be taken for such.
   */
  private static InterpreterResult.Type type(Display shown) {
    return shown.html().or(shown::svg).isPresent()
        ? InterpreterResult.Type.HTML
        : InterpreterResult.Type.TEXT;
  }

  private static String body(Display shown) {
    return shown.html().or(shown::svg).orElse(shown.text());
  }

  @Override
  public void cancel(InterpreterContext context) {
    session.ifPresent(CellSession::interrupt);
  }

  @Override
  public List<InterpreterCompletion> completion(
      String cell, int cursor, InterpreterContext context) {
    Completions found = session.orElseThrow().complete(cell, cursor);
    return found.texts().stream().map(text -> new InterpreterCompletion(text, text, "")).toList();
  }

  @Override
  public FormType getFormType() {
    return FormType.NATIVE; // '${' is Java's here, not a form of Zeppelin's
  }

  @Override
  public int getProgress(InterpreterContext context) {
    return 0;
  }
}
