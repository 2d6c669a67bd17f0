package io.lepton.ingest.erase;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.MESSAGE_KEY;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.IngestLedger;
import io.lepton.ingest.IngestNote;
import io.lepton.ingest.PartitionCounts;
import io.lepton.ingest.Sources;
import io.lepton.ingest.TopicConfig;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.ConflictRetry;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableRewrite;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes a device out of bronze, silver and quarantine of a topic, as far as silver has come; an
 * ingest may be at work meanwhile. A message that other devices have readings in leaves bronze,
 * too; their rows of silver stay.
 *
 * <p>Silver's commit says how many messages are no longer there, so that an audit still accounts
 * for every offset. It is the last one: a run that was killed is completed by {@link #run} with the
 * same plan, and the messages count once.
 */
public final class TopicErasure {

  private final TopicConfig topic;
  private final String device;
  private final LakeTable silver;
  private final List<LakeTable> messages = new ArrayList<>();

  /** Of a topic that has been ingested. */
  public TopicErasure(Lake lake, TopicConfig topic, String device) {
    this.topic = topic;
    this.device = device;
    this.silver = lake.existing(topic.silver().id(), "lepton ingest");
    // Bronze may have been kept earlier, whatever the configuration says today.
    for (TableId id :
        List.of(
            TelemetryTables.bronze(topic.table()).id(),
            TelemetryTables.quarantine(topic.table()).id())) {
      if (lake.has(id)) {
        messages.add(lake.existing(id, "lepton ingest"));
      }
    }
  }

  /**
   * What an erasure is about to do.
   *
   * @param table name of the topic's tables
   * @param id tells it from others of the same device
   * @param until how far silver had come, by source
   * @param counts what leaves: all below zero
   */
  public record Plan(String table, long id, Map<String, Long> until, BatchCounts counts) {
    /** Copies the map. */
    public Plan {
      until = new TreeMap<>(until);
    }
  }

  /**
   * Counts what is there of the device.
   *
   * @param id of the plan, such as the time it is made
   */
  public Plan plan(long id) {
    TableRewrite rewrite = silver.rewrite();
    Map<String, Long> until = rewrite.positions().next();
    Map<String, Left> left = new TreeMap<>();
    readings(rewrite.rows(), until)
        .groupBy(KAFKA_TOPIC, KAFKA_PARTITION)
        .agg(countDistinct(KAFKA_OFFSET), count(lit(1)), count(when(col(IS_LATE), 1)))
        .collectAsList()
        .forEach(row -> left(left, row).rows(row.getLong(2), row.getLong(3), row.getLong(4)));
    for (LakeTable table : messages) {
      Dataset<Row> found = messages(table, until);
      if (List.of(found.columns()).contains(REASON)) {
        found
            .groupBy(KAFKA_TOPIC, KAFKA_PARTITION, REASON)
            .count()
            .collectAsList()
            .forEach(row -> left(left, row).rejected.put(row.getString(2), -row.getLong(3)));
      } else {
        found
            .groupBy(KAFKA_TOPIC, KAFKA_PARTITION)
            .count()
            .collectAsList()
            .forEach(row -> left(left, row).messages = row.getLong(2));
      }
    }
    Map<String, PartitionCounts> counts = new TreeMap<>();
    boolean isLong = topic.payload().channel().isPresent();
    left.forEach((source, of) -> counts.put(source, of.counts(isLong)));
    return new Plan(topic.table(), id, until, new BatchCounts(counts));
  }

  /** Carries a plan out, or completes it; what is done already is not done again. */
  public void run(Plan plan) {
    if (IngestLedger.has(silver, IngestNote.ERASED, plan.id())) {
      return;
    }
    for (LakeTable table : messages) {
      table.delete(messages(table, plan.until()).select(Columns.of(MESSAGE_KEY)), MESSAGE_KEY);
    }
    Column gone = col(DEVICE_ID).equalTo(device).and(Sources.before(plan.until()));
    IngestNote note = new IngestNote(IngestNote.ERASED, plan.id(), plan.counts(), Map.of());
    ConflictRetry.run(silver.id(), () -> silver.rewrite().remove(gone, note.query(), note.json()));
  }

  private Dataset<Row> readings(Dataset<Row> rows, Map<String, Long> until) {
    return rows.where(col(DEVICE_ID).equalTo(device)).where(Sources.before(until));
  }

  /** Those that name the device, and those that silver's rows of it came from. */
  private Dataset<Row> messages(LakeTable table, Map<String, Long> until) {
    Dataset<Row> rows = table.read().where(Sources.before(until));
    Dataset<Row> named = rows.where(NamesDevice.of(topic.payload(), device));
    Dataset<Row> places = readings(silver.read(), until).select(Columns.of(MESSAGE_KEY)).distinct();
    Dataset<Row> told = rows.join(places, Columns.names(MESSAGE_KEY), "left_semi");
    return named.unionByName(told).dropDuplicates(MESSAGE_KEY.toArray(String[]::new));
  }

  private static Left left(Map<String, Left> all, Row row) {
    return all.computeIfAbsent(Sources.name(row.getString(0), row.getInt(1)), any -> new Left());
  }

  /** What leaves of one partition. */
  private static final class Left {
    private final Map<String, Long> rejected = new TreeMap<>();
    private long messages;
    private long kept;
    private long readings;
    private long late;

    void rows(long places, long rows, long lateRows) {
      kept = places;
      readings = rows;
      late = lateRows;
    }

    /** Of a row of single channels only the first message is known; the others count as kept. */
    PartitionCounts counts(boolean isLong) {
      long quarantined = -rejected.values().stream().mapToLong(Long::longValue).sum();
      long all = Math.max(messages, kept + quarantined);
      long keptOnes = isLong ? all - quarantined : kept;
      long duplicates = all - keptOnes - quarantined;
      return new PartitionCounts(0, 0, -all, -keptOnes, -duplicates, rejected, -readings, -late);
    }
  }
}
