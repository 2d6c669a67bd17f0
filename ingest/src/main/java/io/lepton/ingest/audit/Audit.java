package io.lepton.ingest.audit;

import io.lepton.ingest.IngestLedger;
import io.lepton.ingest.TopicConfig;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves, for each partition of a topic, that every offset up to where silver stands is accounted
 * for: {@code messages = kept + duplicates + quarantined}, no range missing, none twice, and as
 * many rows in the tables as their commits say.
 */
public final class Audit {
  private Audit() {}

  /** Looks at the tables of a topic; ingest should not run meanwhile. */
  public static AuditReport of(Lake lake, TopicConfig topic) {
    LakeTable silver = lake.existing(topic.silver().id(), "lepton ingest");
    SourcePositions positions = silver.positions();
    LedgerAudit ledger = new LedgerAudit(IngestLedger.notes(silver), positions);
    TableAudit tables = new TableAudit(ledger.sources(), positions);
    tables.silver(silver, readingKey(topic));
    tables.quarantine(
        lake.existing(TelemetryTables.quarantine(topic.table()).id(), "lepton ingest"));
    if (topic.arrival().keepMessages()) {
      tables.bronze(lake.existing(TelemetryTables.bronze(topic.table()).id(), "lepton ingest"));
    }
    List<String> problems = new ArrayList<>(ledger.problems());
    problems.addAll(tables.problems());
    return new AuditReport(topic.table(), ledger.sources(), problems);
  }

  /** A row of single channels has the offset of its first message for a sequence. */
  private static List<String> readingKey(TopicConfig topic) {
    List<String> key = new ArrayList<>(TelemetryTables.READING_KEY);
    if (topic.payload().channel().isPresent()) {
      key.addAll(List.of(TelemetryTables.KAFKA_TOPIC, TelemetryTables.KAFKA_PARTITION));
    }
    return key;
  }
}
