package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.LATE_BY;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TelemetrySinkTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private final List<BatchCounts> heard = new ArrayList<>();
  private SparkSession spark;
  private Lake lake;
  private TelemetrySink sink;
  private long offset;

  @BeforeEach
  void openSink(SparkSession session, @TempDir Path folder) {
    spark = session;
    lake = Lake.open(session, folder.resolve("lake").toString());
    sink = open(TestingTopics.pumps());
  }

  @Test
  void everyMessageGoesSomewhere() {
    write(0, reading("a", "05:00", 1, 10), reading("a", "05:00", 1, 10), "{broken");
    assertThat(heard).hasSize(1);
    BatchCounts counts = heard.get(0);
    assertThat(counts.read()).isEqualTo(counts.silver() + counts.duplicates() + counts.rejected());
    assertThat(counts)
        .isEqualTo(
            new BatchCounts(
                Map.of(
                    "pumps-0", new PartitionCounts(0, 3, 3, 1, 1, Map.of("malformed", 1L), 1, 0))));
    assertThat(rows(Layer.BRONZE).count()).isEqualTo(3);
    assertThat(rows(Layer.QUARANTINE).select(REASON).first().getString(0)).isEqualTo("malformed");
  }

  @Test
  void aDuplicateIsOneAcrossBatchesToo() {
    write(0, reading("a", "05:00", 1, 10), reading("a", "05:10", 2, 11));
    write(1, reading("a", "05:00", 1, 10), reading("b", "05:00", 1, 10));
    assertThat(rows(Layer.SILVER).count()).isEqualTo(3);
    assertThat(heard.get(1).duplicates()).isEqualTo(1);
    // The first copy stays.
    assertThat(rows(Layer.SILVER).where(col(KAFKA_OFFSET).equalTo(0)).count()).isEqualTo(1);
  }

  @Test
  void lateReadingsAreKeptAndFlagged() {
    write(0, reading("a", "05:00", 1, 10), reading("a", "06:00", 3, 10));
    write(
        1,
        reading("a", "05:56", 2, 10), // out of order within the allowed lateness
        reading("a", "05:30", 4, 10), // too late
        reading("b", "05:30", 1, 10)); // another device
    List<Row> late = rows(Layer.SILVER).where(col(IS_LATE)).collectAsList();
    assertThat(late).hasSize(1);
    assertThat(late.get(0).<Double>getAs(LATE_BY)).isEqualTo(1800.0);
    assertThat(heard.get(1).late()).isEqualTo(1);
    assertThat(rows(Layer.SILVER).count()).isEqualTo(5);
  }

  @Test
  void latenessDoesNotDependOnHowMessagesFallIntoBatches() {
    write(0, reading("a", "06:00", 1, 10), reading("a", "05:30", 2, 10));
    assertThat(heard.get(0).late()).isEqualTo(1);
  }

  @Test
  void aReplayedBatchChangesNothing() {
    MessageBatch batch = batch(reading("a", "05:00", 1, 10), "{broken");
    sink.accept(batch, new WriteIdentity("query", 0));
    sink.accept(batch, new WriteIdentity("query", 0));
    assertThat(rows(Layer.BRONZE).count()).isEqualTo(2);
    assertThat(rows(Layer.SILVER).count()).isEqualTo(1);
    assertThat(rows(Layer.QUARANTINE).count()).isEqualTo(1);
  }

  @Test
  void theTableItselfTellsTheCounts() {
    write(0, reading("a", "05:00", 1, 10), "{broken");
    write(1, reading("a", "05:00", 1, 10), reading("b", "05:00", 1, 999));
    BatchCounts total =
        IngestLedger.total(lake.existing(new TableId(Layer.SILVER, "pumps"), "test"));
    assertThat(total)
        .isEqualTo(
            new BatchCounts(
                Map.of(
                    "pumps-0",
                    new PartitionCounts(
                        0, 4, 4, 1, 1, Map.of("malformed", 1L, "out-of-range", 1L), 1, 0))));
  }

  @Test
  void aBatchOfNothingButBrokenMessagesIsAccountedFor() {
    write(0, "{", "[]", "");
    assertThat(heard.get(0).rejected()).isEqualTo(3);
    assertThat(rows(Layer.SILVER).select(DEVICE_ID).count()).isZero();
  }

  private void write(long batchId, String... payloads) {
    sink.accept(batch(payloads), new WriteIdentity("query", batchId));
  }

  private MessageBatch batch(String... payloads) {
    List<Row> rows = new ArrayList<>();
    long from = offset;
    Timestamp now = Timestamp.from(NOW);
    for (String payload : payloads) {
      byte[] value = payload.getBytes(StandardCharsets.UTF_8);
      rows.add(RowFactory.create(new byte[0], value, "pumps", 0, offset++, now, 0));
    }
    return MessageBatch.of(spark, rows, Map.of("pumps-0", new OffsetRange(from, offset)));
  }

  private TelemetrySink open(TopicConfig topic) {
    return new TelemetrySink(lake, topic, Clock.fixed(NOW, ZoneOffset.UTC), heard::add);
  }

  private Dataset<Row> rows(Layer layer) {
    return lake.existing(new TableId(layer, "pumps"), "test").read();
  }

  private static String reading(String device, String time, int sequence, double pressure) {
    return "{\"device\":\"%s\",\"time\":\"2026-01-01T%s:00Z\",\"sequence\":%d,\"pressure\":%s}"
        .formatted(device, time, sequence, pressure);
  }
}
