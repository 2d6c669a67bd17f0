package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.LATE_BY;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static io.lepton.lake.table.TelemetryTables.SEQUENCE;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.UnknownFields;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void aSecondWriterIsRefusedAndDoublesNothing() {
    try (TelemetrySink other = open(TestingTopics.pumps())) {
      MessageBatch batch = batch(reading("a", "05:00", 1, 10), "{broken");
      sink.accept(batch, new WriteIdentity("query", 0));
      assertThatThrownBy(() -> other.accept(batch, new WriteIdentity("another", 0)))
          .hasMessageContaining("another writer has taken offsets of [pumps-0]");
    }
    assertThat(rows(Layer.BRONZE).count()).isEqualTo(2);
    assertThat(rows(Layer.SILVER).count()).isEqualTo(1);
  }

  @Test
  void offsetsThatWereTakenAreTakenOnlyOnce() {
    List<MessageBatch> batches = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      batches.add(batch(reading("a", "05:0" + i, i, 10)));
    }
    batches.forEach(batch -> sink.accept(batch, new WriteIdentity("query", 0)));
    offset = 0;
    MessageBatch again =
        batch(
            reading("a", "05:00", 0, 10),
            reading("a", "05:01", 1, 10),
            reading("a", "05:02", 2, 10),
            reading("a", "05:03", 3, 10));
    try (TelemetrySink restarted = open(TestingTopics.pumps())) {
      restarted.accept(again, new WriteIdentity("another", 0));
    }
    assertThat(heard.get(3).partitions().get("pumps-0"))
        .isEqualTo(new PartitionCounts(3, 4, 1, 1, 0, Map.of(), 1, 0));
    assertThat(rows(Layer.BRONZE).count()).isEqualTo(4);
  }

  @Test
  void aGapBetweenBatchesIsRefused() {
    write(0, reading("a", "05:00", 1, 10));
    offset = 5;
    assertThatThrownBy(() -> write(1, reading("a", "05:01", 2, 10)))
        .hasMessageContaining("the next offset of pumps-0 is 1, but the micro-batch starts at 5");
  }

  @Test
  void tooManyRejectedMessagesStopIngestBeforeAnythingIsWritten() {
    String[] broken = new String[100];
    Arrays.fill(broken, "{broken");
    assertThatThrownBy(() -> write(0, broken))
        .hasMessageContaining("100 of 100 messages would go to quarantine, {malformed=100}");
    assertThat(rows(Layer.BRONZE).count()).isZero();
  }

  @Test
  void unknownFieldsAreKeptOnRequest() {
    sink = open(TestingTopics.pumps(Optional.empty(), UnknownFields.KEEP));
    write(
        0,
        "{\"device\":\"a\",\"time\":\"2026-01-01T05:00:00Z\",\"sequence\":1,\"pressure\":1,\"rpm\":7}");
    assertThat(
            rows(Layer.SILVER)
                .first()
                .<String, String>getJavaMap(
                    rows(Layer.SILVER).schema().fieldIndex("unknown_fields")))
        .containsExactly(Map.entry("rpm", "7"));
  }

  @Test
  void unknownFieldsBecomeColumnsOnRequestAndStayThem() {
    TopicConfig evolving = TestingTopics.pumps(Optional.empty(), UnknownFields.EVOLVE);
    sink = open(evolving);
    write(0, reading("a", "05:00", 1, 10), evolved("05:01", 2, "7"), evolved("05:02", 3, "\"x\""));
    sink = open(evolving);
    write(1, evolved("05:03", 4, "8.5"));
    assertThat(rows(Layer.SILVER).orderBy(SEQUENCE).select("rpm").collectAsList())
        .extracting(row -> row.isNullAt(0) ? null : row.getDouble(0))
        .containsExactly(null, 7.0, 8.5);
    // The type of a column is the one it was first seen with.
    assertThat(heard.get(0).quarantined()).containsEntry("wrong-type", 1L);
  }

  @Test
  void aDuplicateIsKnownAfterAPauseOfAnyLength() {
    write(0, reading("a", "05:00", 1, 10), reading("a", "05:01", 2, 10));
    Clock later = Clock.fixed(NOW.plus(Duration.ofDays(3)), ZoneOffset.UTC);
    try (TelemetrySink restarted =
        new TelemetrySink(lake, TestingTopics.pumps(), later, b -> heard.add(b.counts()))) {
      restarted.accept(batch(reading("a", "05:00", 1, 10)), new WriteIdentity("query", 1));
    }
    assertThat(heard.get(1).duplicates()).isEqualTo(1);
  }

  @Test
  void aFieldThatCannotBecomeAColumnGoesToQuarantine() {
    sink = open(TestingTopics.pumps(Optional.empty(), UnknownFields.EVOLVE));
    write(0, evolved("05:01", 1, "7").replace("rpm", "is_late"), reading("a", "05:02", 2, 10));
    assertThat(heard.get(0).quarantined()).containsEntry("unknown-field", 1L);
    assertThat(heard.get(0).silver()).isEqualTo(1);
  }

  @Test
  void aColumnThatATruthValueMadeTakesTruthValues() {
    sink = open(TestingTopics.pumps(Optional.empty(), UnknownFields.EVOLVE));
    write(0, evolved("05:01", 1, "true"));
    write(1, evolved("05:02", 2, "false"), evolved("05:03", 3, "7"));
    assertThat(rows(Layer.SILVER).orderBy(SEQUENCE).select("rpm").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("true", "false");
    assertThat(heard.get(1).quarantined()).containsEntry("wrong-type", 1L);
  }

  @Test
  void longReadingsBecomeRowsOfOneTime() {
    sink =
        open(
            TestingTopics.pumps(
                Optional.of(new PayloadSpec.ChannelPaths("channel", "value")),
                UnknownFields.IGNORE));
    write(
        0,
        channel("a", "05:00", "pressure", "5"),
        channel("a", "05:00", "flow", "2"),
        channel("b", "05:00", "pressure", "6"),
        channel("a", "05:00", "flow", "2"),
        channel("a", "05:00", "flow", "99"));
    write(1, channel("a", "05:00", "pressure", "5"), channel("a", "05:01", "site", "\"x\""));
    assertThat(rows(Layer.SILVER).where("device_id = 'a' AND pressure = 5 AND flow = 2").count())
        .isEqualTo(1);
    assertThat(rows(Layer.SILVER).count()).isEqualTo(3);
    assertThat(heard.get(0).partitions().get("pumps-0"))
        .isEqualTo(new PartitionCounts(0, 5, 5, 3, 1, Map.of("out-of-range", 1L), 2, 0));
    assertThat(heard.get(1).duplicates()).isEqualTo(1);
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
    return new TelemetrySink(
        lake, topic, Clock.fixed(NOW, ZoneOffset.UTC), batch -> heard.add(batch.counts()));
  }

  private Dataset<Row> rows(Layer layer) {
    return lake.existing(new TableId(layer, "pumps"), "test").read();
  }

  private static String evolved(String time, int sequence, String rpm) {
    return reading("a", time, sequence, 10).replace("}", ",\"rpm\":%s}".formatted(rpm));
  }

  private static String channel(String device, String time, String channel, String value) {
    return "{\"device\":\"%s\",\"time\":\"2026-01-01T%s:00Z\",\"channel\":\"%s\",\"value\":%s}"
        .formatted(device, time, channel, value);
  }

  private static String reading(String device, String time, int sequence, double pressure) {
    return "{\"device\":\"%s\",\"time\":\"2026-01-01T%s:00Z\",\"sequence\":%d,\"pressure\":%s}"
        .formatted(device, time, sequence, pressure);
  }
}
