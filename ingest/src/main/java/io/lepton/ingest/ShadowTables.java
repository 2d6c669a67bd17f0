package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.INGEST_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.KEY;
import static io.lepton.lake.table.TelemetryTables.VALUE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.WriteIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Silver and quarantine beside a topic's own, empty at first, to see what today's code and
 * configuration make of messages. They stay until they are dropped or made anew.
 */
final class ShadowTables implements AutoCloseable {
  private static final List<Layer> LAYERS = List.of(Layer.BRONZE, Layer.QUARANTINE, Layer.SILVER);

  private final Lake lake;
  private final TopicConfig shadow;
  private final TelemetrySink sink;

  private ShadowTables(Lake lake, TopicConfig shadow, Clock clock) {
    this.lake = lake;
    this.shadow = shadow;
    this.sink = new TelemetrySink(lake, shadow, clock, counts -> {});
  }

  /** Makes the tables of a shadowed topic, in place of those an earlier run has left. */
  static ShadowTables of(Lake lake, TopicConfig shadow, Clock clock) {
    drop(lake, shadow);
    return new ShadowTables(lake, shadow, clock);
  }

  static void drop(Lake lake, TopicConfig shadow) {
    LAYERS.forEach(layer -> lake.drop(new TableId(layer, shadow.table())));
  }

  /**
   * Takes messages as ingest does, in the order in which they were read from Kafka. One task takes
   * them all, so that readings are told apart whatever partition they came in.
   *
   * @param messages rows of bronze or quarantine
   */
  void take(Dataset<Row> messages, Map<String, OffsetRange> ranges, long batch) {
    Dataset<Row> ordered =
        messages
            .repartition(1)
            .sortWithinPartitions(INGEST_TIME, KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET)
            .select(
                col(KEY),
                col(VALUE),
                col(KAFKA_TOPIC).as("topic"),
                col(KAFKA_PARTITION).as("partition"),
                col(KAFKA_OFFSET).as("offset"),
                col(KAFKA_TIME).as("timestamp"),
                lit(0).as("timestampType"));
    sink.accept(
        new MessageBatch(ordered.queryExecution().toRdd(), ranges),
        new WriteIdentity("shadow", batch));
  }

  /** The readings. */
  LakeTable silver() {
    return lake.existing(new TableId(Layer.SILVER, shadow.table()), "lepton replay");
  }

  /** The messages rejected. */
  LakeTable quarantine() {
    return lake.existing(new TableId(Layer.QUARANTINE, shadow.table()), "lepton replay");
  }

  /** What became of the messages. */
  BatchCounts counts() {
    return IngestLedger.total(silver());
  }

  /** Ends the memory of readings; the tables stay. */
  @Override
  public void close() {
    sink.close();
  }

  /** Removes the tables. */
  void drop() {
    drop(lake, shadow);
  }
}
