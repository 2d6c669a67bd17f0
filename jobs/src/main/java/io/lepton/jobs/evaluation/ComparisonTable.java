package io.lepton.jobs.evaluation;

import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A network and simple models side by side, as a terminal shows them; a star marks the best. */
public final class ComparisonTable {
  private static final String NETWORK = "network";
  private static final int WIDTH = 13; // of the longest name

  private ComparisonTable() {}

  /** Prints the table and the verdict; nothing if there is no simple model. */
  static void print(PrintWriter out, Comparison comparison) {
    List<Comparison.Rival> rivals = comparison.rivals();
    if (rivals.isEmpty()) {
      return;
    }
    out.println();
    StringBuilder head = new StringBuilder(cell(NETWORK));
    rivals.forEach(rival -> head.append(cell(rival.name())));
    Lines.line(out, "", "%s", head.append(cell(Comparison.NAIVE)).toString().stripTrailing());
    for (Metric metric : comparison.metrics()) {
      Optional<String> best = comparison.best(metric).map(Comparison.Entry::name);
      StringBuilder row = new StringBuilder();
      row.append(
          cell(OptionalDouble.of(metric.value()), best.equals(Optional.of(comparison.model()))));
      for (Comparison.Rival rival : rivals) {
        row.append(cell(rival.value(metric.name()), best.equals(Optional.of(rival.name()))));
      }
      row.append(cell(metric.naive(), best.equals(Optional.of(Comparison.NAIVE))));
      Lines.line(out, metric.name(), "%s", row.toString().stripTrailing());
    }
    out.println("  " + comparison.verdict());
  }

  private static String cell(OptionalDouble value, boolean isBest) {
    String number = value.isPresent() ? Lines.number(value.getAsDouble()) : "-";
    return String.format(Locale.ROOT, "%" + WIDTH + "s%s", number, isBest ? " *" : "  ");
  }

  private static String cell(String name) {
    return String.format(Locale.ROOT, "%" + WIDTH + "s  ", name);
  }
}
