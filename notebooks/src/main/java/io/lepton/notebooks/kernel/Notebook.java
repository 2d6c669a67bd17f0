package io.lepton.notebooks.kernel;

import io.lepton.notebooks.explore.Exploration;
import io.lepton.notebooks.explore.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the cells of a notebook share: one exploration at a time. There is one notebook in a JVM,
 * and its cells reach it from static code.
 */
public final class Notebook {
  private static volatile Optional<Exploration> open = Optional.empty();
  private static volatile Consumer<Display> screen = shown -> System.out.println(shown.text());

  private Notebook() {}

  static void shownBy(Consumer<Display> server) {
    screen = server;
  }

  /**
   * Opens the lake of a pipeline's file in place of the one that was open.
   *
   * @param file the pipeline's file, as seen from where Lepton was started or from its home
   * @param overrides such as {@code lake.root=/data/lake}
   */
  public static Exploration use(String file, String... overrides) {
    close();
    Path started = Path.of(System.getProperty("lepton.started", ""));
    Path seen = started.resolve(file);
    Path brought = Path.of(System.getProperty("lepton.home", ".")).resolve(file);
    Path found = Files.exists(seen) || !Files.exists(brought) ? seen : brought;
    Settings settings = new Settings(found, Map.of()).with(overrides);
    Exploration opened = Exploration.open(settings, started.toAbsolutePath(), cellOutput());
    open = Optional.of(opened);
    return opened;
  }

  /** Shows a value below the cell, besides its last one. */
  public static void show(Object value) {
    screen.accept(Display.of(value));
  }

  /** In the thread of a cell: what its jobs wait for is ended with them, or keeps the cores. */
  static void begin() {
    open.ifPresent(exploration -> exploration.spark().sparkContext().setInterruptOnCancel(true));
  }

  static void cancel() {
    open.ifPresent(exploration -> exploration.spark().sparkContext().cancelAllJobs());
  }

  static void close() {
    open.ifPresent(Exploration::close);
    open = Optional.empty();
  }

  /** Whatever standard output is when something is written: each cell has its own. */
  private static PrintStream cellOutput() {
    OutputStream current =
        new OutputStream() {
          @Override
          public void write(int b) {
            System.out.write(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            System.out.write(bytes, offset, length);
          }

          @Override
          public void flush() {
            System.out.flush();
          }
        };
    return new PrintStream(current, true, StandardCharsets.UTF_8);
  }
}
