package io.lepton.jobs.monitoring;

import io.lepton.jobs.console.PrintableText;
import io.lepton.scoring.alert.Alert;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Alerts as people read them. */
public final class AlertLines {
  private static final String LINE = "%-8s  %-20s  %-24s  %-20s  %-20s  %s%n";

  private AlertLines() {}

  /** A line each. */
  public static void list(PrintWriter out, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      out.println("No alert.");
      return;
    }
    out.printf(LINE, "severity", "rule", "device", "raised", "over", "why");
    for (Alert alert : alerts) {
      out.printf(
          Locale.ROOT,
          LINE,
          alert.severity(),
          alert.rule(),
          PrintableText.of(alert.device()),
          alert.raisedAt(),
          alert.cleared().map(Object::toString).orElse("-"),
          PrintableText.of(why(alert)));
    }
  }

  /** Everything of each. */
  public static void show(PrintWriter out, List<Alert> alerts) {
    for (Alert alert : alerts) {
      out.printf("%s %s of %s%n", alert.severity(), alert.rule(), PrintableText.of(alert.device()));
      out.printf("  raised    %s%n", alert.raisedAt());
      alert.cleared().ifPresent(time -> out.printf("  over      %s%n", time));
      alert.evidence().forEach((name, is) -> out.printf("  %-9s %s%n", name, PrintableText.of(is)));
      if (!alert.action().isEmpty()) {
        out.printf("  action    %s%n", PrintableText.of(alert.action()));
      }
      if (!alert.model().equals(Alert.Model.NONE)) {
        out.printf("  model     %s@%d%n", alert.model().name(), alert.model().version());
      }
    }
  }

  private static String why(Alert alert) {
    return alert.evidence().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
