package io.lepton.bench.report;

/**
 * One line of a report.
 *
 * @param name what was measured
 * @param unit {@code x} for a ratio, which travels between machines; else such as {@code windows/s}
 * @param values the rounds
 */
public record Figure(String name, String unit, Spread values) {
  /** The unit of ratios. */
  public static final String RATIO = "x";

  /** Whether it says how two things compare. */
  boolean isRatio() {
    return unit.equals(RATIO);
  }

  /** A row of a Markdown table. */
  String row() {
    double size = Math.abs(values.median());
    return "| %s | %s | %s |".formatted(name, values.text(size >= 100 ? "%,.0f" : "%.2f"), unit);
  }
}
