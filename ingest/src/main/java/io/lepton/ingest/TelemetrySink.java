package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.COORDINATES;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.KEY;
import static io.lepton.lake.table.TelemetryTables.MESSAGE;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static io.lepton.lake.table.TelemetryTables.VALUE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.lepton.lake.Transform;
import io.lepton.lake.stream.MicroBatchSink;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes a micro-batch to bronze, quarantine and silver from one parse, in this order.
 *
 * <p>Each table gets a batch once per query id; a replayed batch changes nothing. The three tables
 * are not written atomically: after a crash bronze and quarantine may be one batch ahead until the
 * replay. The silver commit comes last and carries the counts of the whole batch.
 */
public final class TelemetrySink implements MicroBatchSink {
  private final Transform parse;
  private final FlagArrival flagArrival;
  private final LakeTable bronze;
  private final LakeTable quarantine;
  private final LakeTable silver;
  private final List<String> silverColumns;
  private final Consumer<BatchCounts> listener;

  /**
   * Opens or creates the three tables of a topic.
   *
   * @param listener hears the counts of each batch as it is written
   */
  public TelemetrySink(Lake lake, TopicConfig config, Consumer<BatchCounts> listener) {
    this.parse = new ParseTelemetry(config);
    List<LakeTable> tables =
        lake.open(
            List.of(
                TelemetryTables.bronze(config.table()),
                TelemetryTables.quarantine(config.table()),
                config.silver()));
    this.bronze = tables.get(0);
    this.quarantine = tables.get(1);
    this.silver = tables.get(2);
    this.silverColumns = config.silver().columnNames();
    this.flagArrival = new FlagArrival(config.allowedLateness());
    this.listener = listener;
  }

  @Override
  public void accept(Dataset<Row> batch, WriteIdentity identity) {
    Dataset<Row> parsed = parse.apply(batch).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Arrivals arrivals = Arrivals.of(parsed);
      if (arrivals.counts().read() == 0) {
        return;
      }
      bronze.append(parsed.select(columns(COORDINATES, KEY, VALUE)), identity, Optional.empty());
      if (arrivals.counts().rejected() > 0) {
        quarantine.append(
            parsed
                .where(col(REASON).isNotNull())
                .select(columns(COORDINATES, KEY, VALUE, REASON, MESSAGE)),
            identity,
            Optional.empty());
      }
      listener.accept(appendSilver(parsed, arrivals, identity));
    } finally {
      parsed.unpersist();
    }
  }

  private BatchCounts appendSilver(Dataset<Row> parsed, Arrivals arrivals, WriteIdentity identity) {
    // Only readings of this time or later can make one of the batch a duplicate or a late one.
    Dataset<Row> held = silver.read().where(col(EVENT_TIME).geq(lit(arrivals.earliest())));
    Dataset<Row> readings =
        flagArrival
            .after(held)
            .apply(parsed.where(col(REASON).isNull()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row kept = readings.agg(count(lit(1)), count_if(col(IS_LATE))).first();
      BatchCounts counts = arrivals.counts(kept.getLong(0), kept.getLong(1));
      silver.append(
          readings.select(silverColumns.stream().map(c -> col(c)).toArray(Column[]::new)),
          identity,
          Optional.of(counts.json()));
      return counts;
    } finally {
      readings.unpersist();
    }
  }

  private static Column[] columns(List<String> first, String... others) {
    List<Column> columns = new ArrayList<>();
    first.forEach(name -> columns.add(col(name)));
    for (String name : others) {
      columns.add(col(name));
    }
    return columns.toArray(new Column[0]);
  }

  /** What one look at a parsed batch tells. */
  private record Arrivals(BatchCounts counts, Instant earliest) {

    static Arrivals of(Dataset<Row> parsed) {
      BatchCounts counts = BatchCounts.none();
      Instant earliest = Instant.MAX;
      for (Row row :
          parsed
              .groupBy(KAFKA_TOPIC, KAFKA_PARTITION, REASON)
              .agg(
                  count(lit(1)).as("messages"),
                  min(KAFKA_OFFSET).as("first"),
                  max(KAFKA_OFFSET).as("last"),
                  min(EVENT_TIME).as("earliest"))
              .collectAsList()) {
        counts = counts.plus(counted(row));
        if (!row.isNullAt(row.fieldIndex("earliest"))) {
          Instant time = row.getTimestamp(row.fieldIndex("earliest")).toInstant();
          earliest = time.isBefore(earliest) ? time : earliest;
        }
      }
      return new Arrivals(counts, earliest.equals(Instant.MAX) ? Instant.EPOCH : earliest);
    }

    private static BatchCounts counted(Row row) {
      long messages = row.getAs("messages");
      Map<String, Long> rejected = new TreeMap<>();
      String reason = row.getAs(REASON);
      if (reason != null) {
        rejected.put(reason, messages);
      }
      String partition = row.getAs(KAFKA_TOPIC) + "-" + row.getAs(KAFKA_PARTITION);
      BatchCounts.OffsetRange range =
          new BatchCounts.OffsetRange(row.getAs("first"), row.<Long>getAs("last") + 1);
      return new BatchCounts(messages, 0, 0, 0, rejected, Map.of(partition, range));
    }

    BatchCounts counts(long kept, long late) {
      long duplicates = counts.read() - counts.rejected() - kept;
      return new BatchCounts(
          counts.read(), kept, duplicates, late, counts.quarantined(), counts.offsets());
    }
  }
}
