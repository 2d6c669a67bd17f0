package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import java.util.Locale;

/** A micro-batch in one line, for people. */
final class BatchLine {
  /** Shorter ones are not measured. */
  private static final double SHORTEST = 1e-3;

  private BatchLine() {}

  static String of(BatchReport report, TableFigures figures) {
    BatchCounts counts = report.counts();
    double seconds = report.duration().toNanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "%s  batch %d  %,d messages in %.2f s (%,.0f/s)  late %,d  duplicates %,d  quarantined %,d "
            + " lag %s",
        report.table(),
        report.identity().batchId(),
        counts.read(),
        seconds,
        counts.read() / Math.max(SHORTEST, seconds),
        counts.late(),
        counts.duplicates(),
        counts.rejected(),
        figures.lag().map(lag -> String.format(Locale.ROOT, "%,d", lag.total())).orElse("unknown"));
  }
}
