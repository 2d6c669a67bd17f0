package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.INGEST_TIME;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.WriteIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** A lake with the topic of pumps, whose messages come a minute apart. */
final class PumpLake {
  private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

  private final SparkSession session;
  private final Lake lake;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private TelemetrySink sink;
  private long batch;
  private long minute;

  PumpLake(SparkSession session, Path folder) {
    this.session = session;
    this.lake = Lake.open(session, folder.resolve("lake").toString());
    restart(pressureUpTo(100));
  }

  /** Pumps whose pressure may be so high. */
  static TopicConfig pressureUpTo(double highest) {
    TopicConfig pumps = TestingTopics.pumps();
    PayloadSpec payload = pumps.payload();
    return new TopicConfig(
        pumps.topics(),
        pumps.start(),
        pumps.table(),
        new PayloadSpec(
            payload.format(),
            payload.device(),
            payload.time(),
            payload.timeFormat(),
            payload.sequence(),
            payload.channel(),
            List.of(FieldSpec.number("pressure").within(0, highest).required()),
            payload.unknownFields()),
        pumps.arrival());
  }

  Lake lake() {
    return lake;
  }

  /** Ingest goes on as a new process. */
  void restart(TopicConfig topic) {
    sink = new TelemetrySink(lake, topic, clock(), counts -> {});
  }

  /** Messages of one partition in a micro-batch of their own. */
  void ingest(int partition, String... payloads) {
    List<Row> rows = new ArrayList<>();
    long from = offsets.getOrDefault(partition, 0L);
    long offset = from;
    for (String payload : payloads) {
      byte[] value = payload.getBytes(StandardCharsets.UTF_8);
      Timestamp time = Timestamp.from(START.plusSeconds(60 * minute++));
      rows.add(RowFactory.create(new byte[0], value, "pumps", partition, offset++, time, 0));
    }
    offsets.put(partition, offset);
    sink.accept(
        MessageBatch.of(session, rows, Map.of("pumps-" + partition, new OffsetRange(from, offset))),
        new WriteIdentity("query", batch++));
  }

  LakeTable table(Layer layer) {
    return lake.existing(new TableId(layer, "pumps"), "test");
  }

  Dataset<Row> rows(Layer layer) {
    return table(layer).read();
  }

  /** All that silver holds, but for when it was read. */
  List<String> silver() {
    return rows(Layer.SILVER).drop(INGEST_TIME).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  /** The totals, whose sum must be right at any time. */
  PartitionCounts total() {
    PartitionCounts total =
        IngestLedger.total(table(Layer.SILVER)).partitions().values().stream()
            .reduce(PartitionCounts::plus)
            .orElseThrow();
    if (total.messages() != total.kept() + total.duplicates() + total.rejected()
        || total.rejected() != rows(Layer.QUARANTINE).count()
        || total.readings() != rows(Layer.SILVER).count()) {
      throw new AssertionError("%s (expected: sums that are those of the tables)".formatted(total));
    }
    return total;
  }

  Clock clock() {
    return Clock.fixed(START.plusSeconds(86_400), ZoneOffset.UTC);
  }

  static String reading(String device, String time, int sequence, double pressure) {
    return "{\"device\":\"%s\",\"time\":\"2026-01-01T%s:00Z\",\"sequence\":%d,\"pressure\":%s}"
        .formatted(device, time, sequence, pressure);
  }
}
