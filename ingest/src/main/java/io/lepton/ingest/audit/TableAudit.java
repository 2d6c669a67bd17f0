package io.lepton.ingest.audit;

import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import io.lepton.ingest.PartitionCounts;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the rows of the tables again and compares them with what the commits say. */
final class TableAudit {
  private static final String SOURCE = "source";

  private final Map<String, PartitionCounts> ledger;
  private final SourcePositions positions;
  private final List<String> problems = new ArrayList<>();

  TableAudit(List<SourceAudit> sources, SourcePositions positions) {
    this.ledger = new TreeMap<>();
    sources.forEach(source -> ledger.put(source.source(), source.counts()));
    this.positions = positions;
  }

  List<String> problems() {
    return problems;
  }

  void silver(LakeTable silver, List<String> readingKey) {
    Dataset<Row> rows = silver.read().withColumn(SOURCE, source());
    compare(silver, "rows", rows.groupBy(SOURCE).agg(count(lit(1))), PartitionCounts::readings);
    Column[] keys = readingKey.stream().map(c -> col(c)).toArray(Column[]::new);
    for (Row twice :
        rows.groupBy(keys).count().where(col("count").gt(1)).limit(10).collectAsList()) {
      problems.add(
          "%s: reading (%s, %s, %s) is there %d times"
              .formatted(silver.id(), twice.get(0), twice.get(1), twice.get(2), twice.getLong(3)));
    }
  }

  void quarantine(LakeTable quarantine) {
    // A crash may leave it ahead of silver until the same offsets come again.
    Dataset<Row> rows = upToPosition(quarantine.read());
    compare(quarantine, "rows", rows.groupBy(SOURCE).agg(count(lit(1))), PartitionCounts::rejected);
    once(quarantine, rows);
  }

  void bronze(LakeTable bronze) {
    Dataset<Row> rows = upToPosition(bronze.read());
    compare(bronze, "rows", rows.groupBy(SOURCE).agg(count(lit(1))), PartitionCounts::messages);
    once(bronze, rows);
  }

  private void once(LakeTable table, Dataset<Row> rows) {
    for (Row found :
        rows.groupBy(SOURCE)
            .agg(count(lit(1)), countDistinct(col(KAFKA_OFFSET)))
            .where("`count(1)` > `count(DISTINCT " + KAFKA_OFFSET + ")`")
            .collectAsList()) {
      problems.add(
          "%s: %s has %d rows of %d offsets"
              .formatted(table.id(), found.getString(0), found.getLong(1), found.getLong(2)));
    }
  }

  private void compare(
      LakeTable table, String what, Dataset<Row> counted, ToLongFunction<PartitionCounts> told) {
    Map<String, Long> found = new TreeMap<>();
    counted.collectAsList().forEach(row -> found.put(row.getString(0), row.getLong(1)));
    Set<String> sources = new TreeSet<>(ledger.keySet());
    sources.addAll(found.keySet());
    for (String source : sources) {
      long expected = ledger.containsKey(source) ? told.applyAsLong(ledger.get(source)) : 0;
      long rows = found.getOrDefault(source, 0L);
      if (rows != expected) {
        problems.add(
            "%s: %s has %d %s, its commits say %d"
                .formatted(table.id(), source, rows, what, expected));
      }
    }
  }

  private Dataset<Row> upToPosition(Dataset<Row> rows) {
    Dataset<Row> next =
        rows.sparkSession()
            .createDataset(
                positions.next().entrySet().stream()
                    .map(e -> new scala.Tuple2<>(e.getKey(), e.getValue()))
                    .toList(),
                org.apache.spark.sql.Encoders.tuple(
                    org.apache.spark.sql.Encoders.STRING(), org.apache.spark.sql.Encoders.LONG()))
            .toDF(SOURCE, "next");
    return rows.withColumn(SOURCE, source())
        .join(next, SOURCE)
        .where(col(KAFKA_OFFSET).lt(col("next")));
  }

  private static Column source() {
    return concat_ws("-", col(KAFKA_TOPIC), col(KAFKA_PARTITION));
  }
}
