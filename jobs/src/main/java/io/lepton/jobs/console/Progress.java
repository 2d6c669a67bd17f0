package io.lepton.jobs.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Says on the terminal what a command is doing: one line a step, rewritten in place where someone
 * is looking, kept apart from results, which go to standard output.
 */
public final class Progress {
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final int MILESTONES = 100;
  private static final int WIDTH = 110;

  private final PrintStream out;
  private final Style style;
  private final long started = System.nanoTime();
  private long stepStarted = started;
  private long lastShown = started;
  private String step = "";
  private int milestones;
  private Optional<String> heldBack = Optional.empty();

  /** Whether lines may be rewritten. */
  public enum Style {
    /** Someone is looking. */
    TERMINAL,
    /** A file or a log collector is: whole lines, few of them. */
    LINES
  }

  public Progress(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** On standard error, in the style that fits it. */
  public static Progress standard() {
    // The launcher knows: Java cannot tell whether standard error is a terminal.
    boolean seen = Boolean.getBoolean("lepton.terminal");
    return new Progress(System.err, seen ? Style.TERMINAL : Style.LINES);
  }

  /** A step begins. */
  public synchronized void start(String name) {
    step = name;
    stepStarted = System.nanoTime();
    lastShown = stepStarted;
    milestones = 0;
    heldBack = Optional.empty();
    if (style == Style.TERMINAL) {
      rewrite("");
    }
  }

  /** How far the step is. */
  public synchronized void update(String how) {
    if (style == Style.TERMINAL) {
      rewrite(how);
    } else if (System.nanoTime() - lastShown >= QUIET.toNanos()) {
      lastShown = System.nanoTime();
      whole(how);
    }
  }

  /**
   * How far the step is, to be read later, too, such as an epoch: a file has the first hundred of a
   * step and another one for each second it has taken, and always the last before what comes next.
   */
  public synchronized void milestone(String how) {
    if (style == Style.TERMINAL) {
      rewrite(how);
    } else if (milestones < MILESTONES + seconds(stepStarted)) {
      milestones++;
      heldBack = Optional.empty();
      whole(how);
    } else {
      heldBack = Optional.of(how);
    }
  }

  /** Something that has happened: in place of what was said last, or a line of its own. */
  public synchronized void line(String text) {
    sayHeldBack();
    if (style == Style.TERMINAL) {
      out.print("\r\u001b[2K" + cut(text));
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Something to be read later, too: whole lines, which stay. */
  public synchronized void note(String text) {
    sayHeldBack();
    out.println((style == Style.TERMINAL ? "\r\u001b[2K" : "") + text);
    out.flush();
  }

  /** The step is done. */
  public synchronized void end(String result) {
    sayHeldBack();
    String line = "%6.1f s  %-10s %s".formatted(seconds(stepStarted), step, result);
    out.print((style == Style.TERMINAL ? "\r\u001b[2K" : "") + line + System.lineSeparator());
    out.flush();
    step = "";
  }

  /** Seconds since the command began. */
  public double seconds() {
    return seconds(started);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private void sayHeldBack() {
    heldBack.ifPresent(this::whole);
    heldBack = Optional.empty();
  }

  private void whole(String how) {
    out.printf(Locale.ROOT, "  ... %s%n", how);
    out.flush();
  }

  private void rewrite(String how) {
    String line = "%6.1f s  %-10s %s".formatted(seconds(stepStarted), step, how);
    out.print("\r\u001b[2K" + cut(line));
    out.flush();
  }

  /** What fits into one line. */
  private static String cut(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
  }
}
