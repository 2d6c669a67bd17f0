package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts what becomes of messages that leave quarantine, so that the totals stay true: no message
 * is new, and each that is kept or a duplicate now is one less in quarantine. In long readings,
 * where several messages make one row, a row that silver held already counts as one duplicate.
 */
final class ReplayCounts {
  private ReplayCounts() {}

  /** Of the candidates whose readings these are, those that silver held already left out. */
  static BatchCounts of(QuarantineReplay.Candidates candidates, Dataset<Row> readings) {
    Map<String, PartitionCounts> taken = candidates.tables().counts().partitions();
    Map<String, Rows> before = rows(candidates.readings());
    Map<String, Rows> after = rows(readings);
    Map<String, PartitionCounts> counts = new TreeMap<>();
    reasons(candidates.accepted())
        .forEach(
            (source, reasons) -> {
              Rows kept = after.getOrDefault(source, Rows.NONE);
              long dropped = before.getOrDefault(source, Rows.NONE).messages - kept.messages;
              long duplicates = taken.get(source).duplicates() + dropped;
              long accepted = -reasons.values().stream().mapToLong(Long::longValue).sum();
              counts.put(
                  source,
                  new PartitionCounts(
                      0,
                      0,
                      0,
                      accepted - duplicates,
                      duplicates,
                      reasons,
                      kept.readings,
                      kept.late));
            });
    return new BatchCounts(counts);
  }

  private record Rows(long messages, long readings, long late) {
    private static final Rows NONE = new Rows(0, 0, 0);
  }

  private static Map<String, Rows> rows(Dataset<Row> readings) {
    Map<String, Rows> rows = new HashMap<>();
    readings
        .groupBy(KAFKA_TOPIC, KAFKA_PARTITION)
        .agg(countDistinct(KAFKA_OFFSET), count(lit(1)), count(when(col(IS_LATE), 1)))
        .collectAsList()
        .forEach(
            row -> rows.put(source(row), new Rows(row.getLong(2), row.getLong(3), row.getLong(4))));
    return rows;
  }

  /** By source and by reason how many fewer are in quarantine. */
  private static Map<String, Map<String, Long>> reasons(Dataset<Row> accepted) {
    Map<String, Map<String, Long>> reasons = new HashMap<>();
    accepted
        .groupBy(KAFKA_TOPIC, KAFKA_PARTITION, REASON)
        .count()
        .collectAsList()
        .forEach(
            row ->
                reasons
                    .computeIfAbsent(source(row), any -> new TreeMap<>())
                    .put(row.getString(2), -row.getLong(3)));
    return reasons;
  }

  private static String source(Row row) {
    return Sources.name(row.getString(0), row.getInt(1));
  }
}
