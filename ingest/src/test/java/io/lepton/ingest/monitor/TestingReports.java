package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import io.lepton.ingest.PartitionCounts;
import io.lepton.lake.table.WriteIdentity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Micro-batches that nobody has written. */
final class TestingReports {
  static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

  private TestingReports() {}

  /** Two minutes old messages of one partition; it took a quarter of a second. */
  static BatchReport of(String table, long batch, String source, PartitionCounts counts) {
    return new BatchReport(
        table,
        new WriteIdentity("query", batch),
        new BatchCounts(Map.of(source, counts)),
        START,
        START.plusMillis(250),
        Optional.of(START.minusSeconds(120)));
  }

  /** 1,003 messages: 1,000 kept, 2 duplicates, 1 malformed; 4 late. */
  static BatchReport telemetry(long batch) {
    long from = batch * 1003;
    return of(
        "telemetry",
        batch,
        "plant-0",
        new PartitionCounts(from, from + 1003, 1003, 1000, 2, Map.of("malformed", 1L), 1000, 4));
  }
}
