package io.lepton.ingest;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** Kafka as a streaming dataset, in the shape of Spark's own source. */
public final class KafkaSource {
  /**
   * Spark asks the broker for a partition's ends after each poll, and throws away what the consumer
   * has fetched beyond it: few large polls of whole fetches cost a fraction of Kafka's defaults.
   */
  private static final Map<String, Integer> FETCHES =
      Map.of(
          "max.poll.records", 10_000,
          "max.partition.fetch.bytes", 4 << 20,
          "receive.buffer.bytes", 1 << 20);

  private final IngestConfig config;

  /** A source of the configured brokers. */
  public KafkaSource(IngestConfig config) {
    this.config = config;
  }

  /**
   * The messages of a topic; stops if Kafka has lost some that were due.
   *
   * @param startingOffsets where a new checkpoint starts, as Spark writes it
   */
  public Dataset<Row> readStream(SparkSession session, TopicConfig topic, String startingOffsets) {
    DataStreamReader reader = session.readStream().format("kafka");
    // What a producer has taken back was never sent.
    reader.option("kafka.isolation.level", "read_committed");
    FETCHES.forEach((name, value) -> reader.option("kafka." + name, value));
    config.kafka().clientOptions().forEach((name, value) -> reader.option("kafka." + name, value));
    Map.Entry<String, String> topics = topic.topics().sparkOption();
    reader.option(topics.getKey(), topics.getValue()).option("startingOffsets", startingOffsets);
    config.maxOffsetsPerTrigger().ifPresent(n -> reader.option("maxOffsetsPerTrigger", n));
    return reader.load();
  }
}
