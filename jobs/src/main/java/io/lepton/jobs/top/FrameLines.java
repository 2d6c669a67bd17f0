package io.lepton.jobs.top;

import io.lepton.jobs.console.Lines;
import io.lepton.jobs.console.PrintableText;
import io.lepton.lake.lock.LockHolder;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.scoring.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A frame as people read it. */
public final class FrameLines {
  private static final int ALERTS = 10;
  private static final int STREAMS = 6;
  private static final String INGEST = "  %-16s  %12s  %12s  %12s  %12s  %12s";

  private FrameLines() {}

  /** Its lines. */
  public static List<String> of(Frame frame) {
    List<String> lines = new ArrayList<>();
    Instant now = frame.at().truncatedTo(ChronoUnit.SECONDS);
    lines.add("lepton top  %s  %s".formatted(frame.lake(), now));
    lines.add("champion    " + (frame.champion().isEmpty() ? "no model yet" : frame.champion()));
    lines.add("");
    jobs(frame, lines);
    lines.add("");
    streams(frame, lines);
    lines.add("");
    ingest(frame, lines);
    lines.add("");
    lines.add(
        frame
            .scoring()
            .map(scoring -> scoring(frame, scoring))
            .orElse("scoring     no prediction yet"));
    lines.add("");
    alerts(frame, lines);
    return lines;
  }

  private static void jobs(Frame frame, List<String> lines) {
    lines.add("jobs        " + (frame.jobs().isEmpty() ? "none holds a lock" : ""));
    for (LockHolder job : frame.jobs()) {
      lines.add(
          "  %s on %s (host %s, process %d, since %s), %s"
              .formatted(
                  PrintableText.of(job.owner().command()),
                  job.scope().described(),
                  PrintableText.of(job.owner().host()),
                  job.owner().pid(),
                  PrintableText.of(job.owner().startedAt()),
                  job.gone() ? "gone" : "heard of " + ago(job.heard(), frame.at())));
    }
  }

  private static void streams(Frame frame, List<String> lines) {
    lines.add("streams     " + (frame.streams().isEmpty() ? "no micro-batch yet" : ""));
    for (Checkpoint.Progress stream : frame.streams().stream().limit(STREAMS).toList()) {
      String last =
          "micro-batch %d done %s".formatted(stream.batch(), ago(stream.ended(), frame.at()));
      String next = stream.begun() ? ", %d begun".formatted(stream.batch() + 1) : "";
      lines.add("  %-24s  %s%s".formatted(stream.query(), last, next));
    }
  }

  private static void ingest(Frame frame, List<String> lines) {
    if (frame.ingest().isEmpty()) {
      lines.add("ingest      no micro-batch yet");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            INGEST,
            "ingest",
            "last batch",
            "messages/s",
            "lag",
            "behind",
            "rejected"));
    for (Frame.Ingest ingest : frame.ingest()) {
      lines.add(
          String.format(
              Locale.ROOT,
              INGEST,
              ingest.table(),
              ago(ingest.last(), frame.at()),
              Lines.number(ingest.rate()),
              ingest.lag().isPresent()
                  ? String.format(Locale.ROOT, "%,d", ingest.lag().getAsLong())
                  : "-",
              ingest.behind().isPresent()
                  ? Lines.time(Duration.ofMillis(Math.round(ingest.behind().getAsDouble() * 1e3)))
                  : "-",
              String.format(Locale.ROOT, "%.2f %%", 100 * ingest.rejected())));
    }
  }

  private static String scoring(Frame frame, ScoringPace scoring) {
    return String.format(
        Locale.ROOT,
        "scoring     last %s, %,d predictions, %s/s, from Kafka to prediction %s (median), %s (19 in 20)",
        ago(scoring.last(), frame.at()),
        scoring.predictions(),
        Double.isFinite(scoring.rate()) ? Lines.number(scoring.rate()) : "-",
        Lines.time(scoring.median()),
        Lines.time(scoring.slow()));
  }

  private static void alerts(Frame frame, List<String> lines) {
    Map<String, Long> bySeverity =
        frame.alerts().stream()
            .collect(Collectors.groupingBy(Alert::severity, TreeMap::new, Collectors.counting()));
    lines.add(
        "alerts      "
            + (bySeverity.isEmpty()
                ? "none is open"
                : bySeverity.entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "))));
    frame.alerts().stream()
        .limit(ALERTS)
        .forEach(
            alert ->
                lines.add(
                    "  %-8s  %-16s  %-20s  since %s"
                        .formatted(
                            alert.severity(),
                            alert.rule(),
                            PrintableText.of(alert.device()),
                            alert.raisedAt())));
    if (frame.alerts().size() > ALERTS) {
      lines.add("  and %d more".formatted(frame.alerts().size() - ALERTS));
    }
  }

  private static String ago(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    return (age.isNegative() ? "0 s" : Lines.time(age)) + " ago";
  }
}
