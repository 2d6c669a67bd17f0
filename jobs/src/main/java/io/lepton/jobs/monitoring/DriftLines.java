package io.lepton.jobs.monitoring;

import io.lepton.features.FleetDrift;
import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Drift as people read it. */
public final class DriftLines {
  private static final String LINE = "%-40s  %8s  %8s  %8s  %s%n";

  private DriftLines() {}

  static String code(FleetDrift.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  static FleetDrift.Verdict verdict(String code) {
    return FleetDrift.Verdict.valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** What drifted most first. */
  public static List<FleetDrift.Channel> sorted(List<FleetDrift.Channel> channels) {
    return channels.stream()
        .sorted(
            Comparator.comparingDouble(
                (FleetDrift.Channel c) -> Double.isNaN(c.limit()) ? 0 : c.limit() - c.distance()))
        .toList();
  }

  /** The table, what drifted most first. */
  public static void print(PrintWriter out, DriftJob.Result result) {
    out.printf(
        "%s to %s (%d pieces) beside what %s was trained on (%d pieces)%n",
        result.from(),
        result.until(),
        result.pieces().now(),
        result.model(),
        result.pieces().then());
    out.printf(LINE, "channel", "PSI", "KS", "limit", "verdict");
    for (FleetDrift.Channel channel : sorted(result.channels())) {
      out.printf(
          LINE,
          channel.channel(),
          Lines.number(channel.psi()),
          Lines.number(channel.distance()),
          Lines.number(channel.limit()),
          code(channel.verdict()));
    }
  }
}
