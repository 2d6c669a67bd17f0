package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchReport;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The figures of every table that a process ingests, from its start on. */
final class IngestMetrics {
  private final Map<String, TableMetrics> tables = new ConcurrentSkipListMap<>();
  private final Clock clock;

  IngestMetrics(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins with a table.
   *
   * @param silver where the silver table's files are
   */
  TableMetrics watch(String table, String silver) {
    TableMetrics metrics = new TableMetrics(silver, clock);
    tables.put(table, metrics);
    return metrics;
  }

  /** Adds a micro-batch of a watched table and answers what holds then. */
  TableFigures add(BatchReport report) {
    TableMetrics metrics = tables.get(report.table());
    if (metrics == null) {
      throw new IllegalArgumentException(
          "table: '%s' (expected: one of %s)".formatted(report.table(), tables.keySet()));
    }
    metrics.add(report);
    return metrics.figures();
  }
}
