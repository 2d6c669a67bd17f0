package io.lepton.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;

import io.lepton.lake.table.TelemetryTables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** Kafka as a streaming dataset in bronze shape. */
public final class KafkaSource {
  private final IngestConfig config;

  /** A source of the configured brokers. */
  public KafkaSource(IngestConfig config) {
    this.config = config;
  }

  /** The messages of a topic from its first one on; stops if Kafka has lost some that were due. */
  public Dataset<Row> readStream(SparkSession session, TopicConfig topic) {
    DataStreamReader reader = session.readStream().format("kafka");
    config.kafka().clientOptions().forEach((name, value) -> reader.option("kafka." + name, value));
    reader.option("subscribe", topic.topic()).option("startingOffsets", "earliest");
    config.maxOffsetsPerTrigger().ifPresent(n -> reader.option("maxOffsetsPerTrigger", n));
    return reader
        .load()
        .select(
            col("topic").as(TelemetryTables.KAFKA_TOPIC),
            col("partition").as(TelemetryTables.KAFKA_PARTITION),
            col("offset").as(TelemetryTables.KAFKA_OFFSET),
            col("timestamp").as(TelemetryTables.KAFKA_TIME),
            current_timestamp().as(TelemetryTables.INGEST_TIME),
            col("key").as(TelemetryTables.KEY),
            col("value").as(TelemetryTables.VALUE));
  }
}
