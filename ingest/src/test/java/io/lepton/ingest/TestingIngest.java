package io.lepton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.audit.Audit;
import io.lepton.ingest.audit.AuditReport;
import io.lepton.ingest.audit.SourceAudit;
import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.KafkaSecurity;
import io.lepton.ingest.kafka.SpecialTopics;
import io.lepton.ingest.kafka.StartPosition;
import io.lepton.ingest.kafka.TopicSelection;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** A topic of pumps on a real broker, and ingest of it into a lake of its own. */
final class TestingIngest {
  private static final String EXACT = "messages = kept + duplicates + quarantined";

  private final SparkSession spark;
  private final Path folder;
  private final Lake lake;
  private final TopicConfig topic;
  private final String name;
  private final KafkaConfig kafka;
  private final String open;
  private long sequence;

  TestingIngest(SparkSession spark, Path folder, String name) {
    this(spark, folder, name, TestingBroker.bootstrapServers());
  }

  TestingIngest(SparkSession spark, Path folder, String name, String servers) {
    this(spark, folder, name, unsecured(servers), servers);
  }

  /** Reads as {@code kafka} says; tests send by {@code open}, where nobody asks who one is. */
  TestingIngest(SparkSession spark, Path folder, String name, KafkaConfig kafka, String open) {
    this.kafka = kafka;
    this.open = open;
    this.spark = spark;
    this.folder = folder;
    this.name = name;
    this.lake = Lake.open(spark, folder.resolve("lake").toString());
    TopicConfig pumps = TestingTopics.pumps();
    this.topic =
        new TopicConfig(
            TopicSelection.named(name),
            StartPosition.Edge.EARLIEST,
            pumps.table(),
            pumps.payload(),
            pumps.arrival());
  }

  TopicPartition partition(int number) {
    return new TopicPartition(name, number);
  }

  /** Readings of one pump that count on from message to message. */
  String[] readings(String device, int count) {
    return LongStream.range(sequence, sequence += count)
        .mapToObj(i -> reading(device, "2026-01-01T05:%02d:%02dZ".formatted(i / 60, i % 60), i))
        .toArray(String[]::new);
  }

  static String reading(String device, String time, long sequence) {
    return "{\"device\":\"%s\",\"time\":\"%s\",\"sequence\":%d,\"pressure\":5}"
        .formatted(device, time, sequence);
  }

  void send(int partition, String... values) throws Exception {
    try (SpecialTopics topics = topics()) {
      topics.send(partition(partition), System.currentTimeMillis(), values);
    }
  }

  SpecialTopics topics() {
    return new SpecialTopics(open);
  }

  private static KafkaConfig unsecured(String servers) {
    KafkaSecurity none =
        new KafkaSecurity(
            KafkaSecurity.Protocol.PLAINTEXT, Optional.empty(), Optional.empty(), Optional.empty());
    return new KafkaConfig(List.of(servers), none, Optional.empty(), Map.of());
  }

  /** Takes what is there, as the command does. */
  void run(Recovery... recoveries) {
    try (TelemetrySink sink = sink()) {
      Streams.await(start(sink, StreamTrigger.availableNow(), recoveries));
    }
  }

  TelemetrySink sink() {
    return new TelemetrySink(lake, topic, Clock.systemUTC(), counts -> {});
  }

  StreamingQuery start(TelemetrySink sink, StreamTrigger trigger, Recovery... recoveries) {
    IngestConfig config =
        new IngestConfig(
            kafka,
            trigger,
            Optional.empty(),
            topic,
            TestingTopics.events(),
            new MetricsConfig("127.0.0.1", Optional.empty(), Optional.empty()));
    Checkpoint found =
        Checkpoint.at(checkpoint().toString(), spark.sparkContext().hadoopConfiguration());
    String start = IngestStart.of(kafka, topic, sink, found, Set.of(recoveries));
    return Streams.start(
        "ingest",
        new KafkaSource(config).readStream(spark, topic, start),
        new StreamConfig(trigger, checkpoint().toString()),
        sink);
  }

  Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  Dataset<Row> rows(Layer layer) {
    return lake.existing(new TableId(layer, topic.table()), "test").read();
  }

  Lake lake() {
    return lake;
  }

  /** The audit of a lake that holds so many readings and has no problem. */
  List<SourceAudit> exactly(long readings) {
    AuditReport report = Audit.of(lake, topic);
    assertThat(report.problems()).as(EXACT).isEmpty();
    assertThat(rows(Layer.SILVER).count()).isEqualTo(readings);
    return report.sources();
  }
}
