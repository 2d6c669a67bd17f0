package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.MESSAGE_KEY;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.lepton.lake.table.Columns;
import io.lepton.lake.table.ConflictRetry;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableRewrite;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes quarantined messages again, with today's code and configuration. Those that are accepted
 * now go to silver, each reading once, and leave quarantine; the others stay as they are.
 *
 * <p>A message keeps its Kafka coordinates in silver. Readings are compared with the whole of
 * silver, not only with what came within the horizon. Whether one is late is told by the readings
 * of its device whose messages came before its own by Kafka's time, wherever they are now.
 *
 * <p>It may be killed at any point and run again, and an ingest may be at work meanwhile. First a
 * list of the messages is made, then silver is written, then the messages of the list leave
 * quarantine. Silver's commit decides: a list without one is void, one with a commit is carried out
 * by whoever comes next. Only one replay of a table may run at a time.
 */
public final class QuarantineReplay {
  private static final String SUFFIX = "__quarantine";
  private static final String LIST_SUFFIX = "__leaving";
  private static final String NUMBER = "number";

  /** No reading is older. */
  private static final Duration ALWAYS = Duration.ofDays(365_000);

  private final Lake lake;
  private final TopicConfig topic;
  private final Clock clock;
  private final LakeTable silver;
  private final LakeTable quarantine;
  private final TopicConfig shadow;
  private final TableId list;

  /** Of a topic that has been ingested. */
  public QuarantineReplay(Lake lake, TopicConfig topic, Clock clock) {
    this.lake = lake;
    this.topic = topic;
    this.clock = clock;
    this.silver = lake.existing(new TableId(Layer.SILVER, topic.table()), "lepton ingest");
    this.quarantine = lake.existing(new TableId(Layer.QUARANTINE, topic.table()), "lepton ingest");
    this.shadow = topic.shadow(SUFFIX, ALWAYS);
    this.list = new TableId(Layer.QUARANTINE, topic.table() + LIST_SUFFIX);
  }

  /**
   * What came of it.
   *
   * @param counts of the messages that leave quarantine: {@code quarantined} is below zero
   * @param stays messages that are rejected still, by the reason they are rejected for now
   */
  public record Outcome(BatchCounts counts, Map<String, Long> stays) {}

  /**
   * Takes the messages.
   *
   * @param reason only those that were rejected for this one
   */
  public Outcome run(Optional<String> reason) {
    finish();
    try (Candidates candidates = candidates(reason)) {
      Outcome outcome = toSilver(candidates);
      finish();
      return outcome;
    }
  }

  /** Tells what {@link #run} would do; silver and quarantine stay as they are. */
  public Outcome rehearse(Optional<String> reason) {
    try (Candidates candidates = candidates(reason)) {
      TableRewrite rewrite = silver.rewrite();
      return outcome(candidates, match().missing(candidates.readings, rewrite.rows()));
    }
  }

  /** Carries out what a replay that was killed has left, or forgets it if silver has nothing. */
  public void finish() {
    if (!lake.has(list)) {
      return;
    }
    LakeTable leaving = lake.existing(list, "lepton quarantine");
    Row number = leaving.read().agg(max(NUMBER)).first();
    if (number.isNullAt(0)) {
      return;
    }
    if (IngestLedger.has(silver, IngestNote.QUARANTINE_REPLAYED, number.getLong(0))) {
      quarantine.delete(leaving.read().drop(NUMBER), MESSAGE_KEY);
    }
    leaving.overwrite(leaving.read().limit(0), "messages on their way from quarantine");
  }

  /** Makes the list and writes silver; {@link #finish} is to follow. */
  Outcome toSilver(Candidates candidates) {
    Outcome[] outcome = new Outcome[1];
    if (candidates.leaving.isEmpty()) {
      return outcome(candidates, candidates.readings);
    }
    lake.open(evolved(candidates));
    ConflictRetry.run(
        silver.id(),
        () -> {
          TableRewrite rewrite = silver.rewrite();
          Dataset<Row> readings =
              match()
                  .missing(candidates.readings, rewrite.rows())
                  .persist(StorageLevel.DISK_ONLY());
          outcome[0] = outcome(candidates, readings);
          list(candidates.leaving, rewrite.number());
          IngestNote note =
              new IngestNote(
                  IngestNote.QUARANTINE_REPLAYED, rewrite.number(), outcome[0].counts(), Map.of());
          rewrite.append(readings, note.query(), note.json());
          readings.unpersist();
        });
    return outcome[0];
  }

  /**
   * Messages of quarantine, decoded anew.
   *
   * @param tables where they went
   * @param readings those accepted, as rows of silver
   * @param accepted the messages accepted, with the reason for which they are in quarantine
   * @param leaving the places of messages accepted, and of those that silver has already
   */
  record Candidates(
      ShadowTables tables, Dataset<Row> readings, Dataset<Row> accepted, Dataset<Row> leaving)
      implements AutoCloseable {
    @Override
    public void close() {
      readings.unpersist();
      tables.close();
      tables.drop();
    }
  }

  Candidates candidates(Optional<String> reason) {
    Dataset<Row> held = silver.rewrite().rows();
    Dataset<Row> all = quarantine.readAt(quarantine.version());
    Dataset<Row> rejected =
        taken(reason.map(code -> all.where(col(REASON).equalTo(code))).orElse(all));
    Dataset<Row> places = held.select(Columns.of(MESSAGE_KEY));
    // An ingest that was killed and came back with another configuration leaves such ones.
    Dataset<Row> done = rejected.join(places, Columns.names(MESSAGE_KEY), "left_semi");
    Dataset<Row> due = rejected.join(places, Columns.names(MESSAGE_KEY), "left_anti");
    ShadowTables tables = ShadowTables.of(lake, shadow, clock);
    tables.take(due, ranges(due), 0);
    Dataset<Row> still = tables.quarantine().read().select(Columns.of(MESSAGE_KEY));
    Dataset<Row> accepted =
        due.select(col(KAFKA_TOPIC), col(KAFKA_PARTITION), col(KAFKA_OFFSET), col(REASON))
            .join(still, Columns.names(MESSAGE_KEY), "left_anti");
    return new Candidates(
        tables,
        match().withLateness(tables.silver().read(), held).persist(StorageLevel.DISK_ONLY()),
        accepted,
        accepted.select(Columns.of(MESSAGE_KEY)).union(done.select(Columns.of(MESSAGE_KEY))));
  }

  /** Those that silver has passed: the others are on their way, and ingest will bring them. */
  private Dataset<Row> taken(Dataset<Row> rejected) {
    return rejected.where(Sources.before(silver.rewrite().positions().next()));
  }

  private static Map<String, OffsetRange> ranges(Dataset<Row> messages) {
    Map<String, OffsetRange> ranges = new TreeMap<>();
    messages
        .groupBy(KAFKA_TOPIC, KAFKA_PARTITION)
        .agg(min(KAFKA_OFFSET), max(KAFKA_OFFSET))
        .collectAsList()
        .forEach(
            row ->
                ranges.put(
                    Sources.name(row.getString(0), row.getInt(1)),
                    new OffsetRange(row.getLong(2), row.getLong(3) + 1)));
    return ranges;
  }

  private Outcome outcome(Candidates candidates, Dataset<Row> readings) {
    return new Outcome(
        ReplayCounts.of(candidates, readings), candidates.tables.counts().quarantined());
  }

  private SilverMatch match() {
    return new SilverMatch(topic);
  }

  /** Notes which messages are to leave if silver takes the write of this number. */
  void list(Dataset<Row> leaving, long number) {
    TableSpec places = TelemetryTables.quarantine(topic.table());
    LakeTable table =
        lake.open(
            TableSpec.of(
                list,
                places.columns().apply(KAFKA_TOPIC),
                places.columns().apply(KAFKA_PARTITION),
                places.columns().apply(KAFKA_OFFSET),
                DataTypes.createStructField(NUMBER, DataTypes.LongType, true)));
    table.overwrite(
        leaving.withColumn(NUMBER, lit(number)), "messages on their way from quarantine");
  }

  /** Silver with the columns that its own contract or these readings have gained. */
  private TableSpec evolved(Candidates candidates) {
    TableSpec spec = topic.silver();
    return new TableSpec(
        spec.id(),
        candidates.tables.silver().read().schema(),
        spec.partitionColumns(),
        spec.clusterColumns(),
        spec.properties());
  }
}
