package io.lepton.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells reach into it, so it is public. */
public class CellRunnerTest {
  /** Seen by cells: a loop has begun. */
  public static final CountDownLatch LOOPING = new CountDownLatch(1);

  private static CellRunner cells;

  @BeforeAll
  static void open() throws Exception {
    cells = new CellRunner(System.getProperty("java.class.path"));
    cells.run("import java.util.List;");
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  @Test
  void theLastExpressionIsTheValueItselfAndNotItsText() throws Exception {
    assertThat(cells.run("int a = 20; // seen below\nint twice(int x) { return 2 * x; }"))
        .isEmpty();
    assertThat(cells.run("List<Integer> all = List.of(a, twice(a));\nall"))
        .contains(List.of(20, 40));
    assertThat(cells.run("twice(a) + 2")).contains(42);
    assertThat(cells.run("a = 7;")).as("an assignment").isEmpty();
    assertThat(cells.run("a\n")).contains(7);
    assertThat(cells.run("// nothing but a comment")).isEmpty();
  }

  @Test
  void aMistakeIsShownWhereItIs() {
    assertThatThrownBy(() -> cells.run("int b = 1;\nint c = b + nowhere;"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("cannot find symbol")
        .hasMessageContaining("  int c = b + nowhere;\n              ^");
    assertThatThrownBy(() -> cells.run("List.of(1, 2"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("ends too early");
  }

  @Test
  void whatACellThrowsComesOut() {
    assertThatThrownBy(() -> cells.run("List.of(1).get(3)"))
        .isInstanceOf(IndexOutOfBoundsException.class);
    PipelineException wanted = PipelineException.data("Cannot read it. Do that.");
    assertThat(CellRunner.sentence(new IllegalStateException(new RuntimeException(wanted))))
        .contains("Cannot read it. Do that.");
  }

  @Test
  void anEndlessLoopIsEnded() throws Exception {
    FutureTask<Object> loop =
        new FutureTask<>(
            () ->
                cells.run(
                    CellRunnerTest.class.getName() + ".LOOPING.countDown();\nwhile (true) { }"));
    new Thread(loop).start();
    assertThat(LOOPING.await(30, TimeUnit.SECONDS)).isTrue();
    // the loop itself is a piece of code after the one that told of it
    while (!loop.isDone()) {
      cells.stop(() -> {});
      Thread.onSpinWait();
    }
    assertThatThrownBy(loop::get)
        .hasCauseInstanceOf(CellException.class)
        .hasMessageContaining("Interrupted.");
    assertThat(cells.run("1 + 1")).as("the next cell").contains(2);
  }

  @Test
  void theClassLoaderOfACellKnowsItsLambdas() throws Exception {
    Object[] both =
        (Object[])
            cells
                .run(
                    """
                    Runnable nothing = () -> {};
                    new Object[] {nothing, Thread.currentThread().getContextClassLoader()}""")
                .orElseThrow();
    String home = both[0].getClass().getName().replaceAll("\\$\\$Lambda.*", "");
    assertThat(((ClassLoader) both[1]).loadClass(home)).isNotNull();
  }

  @Test
  void aNameIsCompletedAlsoAfterWholeStatements() {
    Completions found = cells.complete("int z = 1;\n\"abc\".toUpp", 22);
    assertThat(found.texts()).anyMatch(text -> text.startsWith("toUpperCase("));
    assertThat(found.from()).isEqualTo(17);
    assertThat(cells.describe("Math.max(", 9)).anyMatch(text -> text.contains("max(int a, int b)"));
  }
}
