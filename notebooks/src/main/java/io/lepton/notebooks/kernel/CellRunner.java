package io.lepton.notebooks.kernel;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.execution.LocalExecutionControlProvider;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionEnv;

/** Cells of Java, one after the other; each sees what those before it have declared. */
final class CellRunner implements AutoCloseable {
  private final CellControl control;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  /** A runner whose cells may use what is on a class path. */
  CellRunner(String classPath) {
    this(classPath, new CellControl());
  }

  CellRunner(String classPath, CellControl control) {
    this.control = control;
    this.shell =
        JShell.builder()
            .executionEngine(new InThisJvm(control), Map.of())
            .compilerOptions("-proc:none", "-parameters")
            .build();
    shell.addToClasspath(classPath);
    this.analysis = shell.sourceCodeAnalysis();
  }

  /**
   * Runs a cell.
   *
   * @return what its last expression came to; empty if it does not end with one
   * @throws CellException if it does not compile, or was stopped
   * @throws Exception whatever it throws itself
   */
  Optional<Object> run(String cell) throws Exception {
    control.forget();
    Optional<Object> value = Optional.empty();
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      switch (piece.completeness()) {
        case EMPTY -> {
          return value;
        }
        case DEFINITELY_INCOMPLETE ->
            throw new CellException(
                "The cell ends too early: something is open at its end.\n" + rest.strip());
        default -> {
          boolean known = piece.source() != null && !piece.source().isBlank();
          value = evaluated(known ? piece.source() : rest);
          rest = known ? piece.remaining() : "";
        }
      }
    }
    return value;
  }

  private Optional<Object> evaluated(String source) throws Exception {
    List<SnippetEvent> events = shell.eval(source);
    if (control.isStopped()) {
      throw new CellException("Interrupted.");
    }
    Optional<Object> value = Optional.empty();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() != null) {
        continue;
      }
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(problems(event.snippet()));
      }
      if (control.failure().isPresent()) {
        throw thrown(control.failure().get());
      }
      if (event.exception() != null) {
        throw new CellException(unresolved(event));
      }
      value = isShown(event.snippet()) ? control.value() : Optional.empty();
    }
    return value;
  }

  private static Exception thrown(Throwable failure) {
    return failure instanceof Exception known ? known : new IllegalStateException(failure);
  }

  /** An expression is; a declaration or an assignment is not. */
  private static boolean isShown(Snippet snippet) {
    return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || (snippet instanceof ExpressionSnippet
            && snippet.subKind() != Snippet.SubKind.ASSIGNMENT_SUBKIND);
  }

  private String problems(Snippet snippet) {
    String source = snippet.source();
    return shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(problem -> described(problem, source))
        .collect(Collectors.joining("\n"));
  }

  private static String described(Diag problem, String source) {
    int at = (int) Math.max(0, Math.min(problem.getPosition(), source.length()));
    int start = source.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    int end = source.indexOf('\n', at) < 0 ? source.length() : source.indexOf('\n', at);
    String line = start <= end ? source.substring(start, end) : "";
    return problem.getMessage(Locale.ENGLISH).strip()
        + "\n  "
        + line
        + "\n  "
        + " ".repeat(Math.max(0, at - start))
        + "^";
  }

  private String unresolved(SnippetEvent event) {
    return "Not all of it is declared yet: "
        + (event.snippet() instanceof jdk.jshell.DeclarationSnippet declared
            ? shell.unresolvedDependencies(declared).collect(Collectors.joining(", "))
            : event.exception().getMessage());
  }

  /**
   * Ends the cell that runs.
   *
   * @param cancel ends what it waits for elsewhere
   */
  void stop(Runnable cancel) {
    control.stop(cancel);
  }

  /** Whether a cell can be run as it is. */
  boolean isComplete(String cell) {
    return analysis.analyzeCompletion(cell).completeness().isComplete();
  }

  /** How a cell could go on at a place. */
  Completions complete(String cell, int cursor) {
    int begin = start(cell.substring(0, cursor));
    int[] anchor = {cursor - begin};
    List<Suggestion> found =
        analysis.completionSuggestions(cell.substring(begin), cursor - begin, anchor);
    List<String> texts = new ArrayList<>();
    for (boolean fitting : new boolean[] {true, false}) { // what has the right type comes first
      found.stream()
          .filter(suggestion -> suggestion.matchesType() == fitting)
          .map(Suggestion::continuation)
          .sorted()
          .filter(text -> !texts.contains(text))
          .forEach(texts::add);
    }
    return new Completions(texts, begin + anchor[0]);
  }

  /** What is known of the name at a place of a cell: signatures. */
  List<String> describe(String cell, int cursor) {
    int begin = start(cell.substring(0, cursor));
    return analysis.documentation(cell.substring(begin), cursor - begin, false).stream()
        .map(SourceCodeAnalysis.Documentation::signature)
        .distinct()
        .toList();
  }

  /** Where the last statement begins: what stands before it is whole. */
  private int start(String text) {
    int begin = 0;
    while (begin < text.length()) {
      CompletionInfo piece = analysis.analyzeCompletion(text.substring(begin));
      String rest = piece.remaining();
      if (rest == null || rest.isBlank() || !piece.completeness().isComplete()) {
        return begin;
      }
      begin = text.length() - rest.length();
    }
    return begin;
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Runs code where the compiler runs. */
  private static final class InThisJvm extends LocalExecutionControlProvider {
    private final CellControl control;

    InThisJvm(CellControl control) {
      this.control = control;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  /** The sentence of an error that is meant for users, wherever Spark has wrapped it. */
  static Optional<String> sentence(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException || cause instanceof CellException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }
}
