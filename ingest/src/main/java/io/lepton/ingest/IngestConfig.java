package io.lepton.ingest;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.stream.StreamTrigger;
import java.util.List;
import java.util.Optional;

/**
 * What ingest reads and where it goes.
 *
 * @param kafka the brokers
 * @param trigger when micro-batches start
 * @param maxOffsetsPerTrigger most messages of a topic in one micro-batch
 * @param telemetry the readings
 * @param events what happened to devices: failures, maintenance
 * @param metrics what is told while it runs
 */
public record IngestConfig(
    KafkaConfig kafka,
    StreamTrigger trigger,
    Optional<Long> maxOffsetsPerTrigger,
    TopicConfig telemetry,
    TopicConfig events,
    MetricsConfig metrics) {

  /** Checks that the two kinds of messages do not share a table or a topic. */
  public IngestConfig {
    if (telemetry.table().equals(events.table())) {
      throw new IllegalArgumentException(
          "events.table: '%s' (expected: another one than telemetry.table)"
              .formatted(events.table()));
    }
    if (telemetry.topics().equals(events.topics())) {
      throw new IllegalArgumentException(
          "events.topic: %s (expected: another one than telemetry.topic)"
              .formatted(events.topics()));
    }
    if (maxOffsetsPerTrigger.filter(n -> n < 1).isPresent()) {
      throw new IllegalArgumentException(
          "max-offsets-per-trigger: %d (expected: > 0)".formatted(maxOffsetsPerTrigger.get()));
    }
  }

  /** Reads the section {@code ingest}. */
  public static IngestConfig read(ConfigReader in) {
    return new IngestConfig(
        in.section("kafka", KafkaConfig::read),
        in.parsed("trigger", StreamTrigger::parse),
        in.optionalLong("max-offsets-per-trigger"),
        in.section("telemetry", TopicConfig::read),
        in.section("events", TopicConfig::read),
        in.section("metrics", MetricsConfig::read));
  }

  /** Both topics. */
  public List<TopicConfig> topics() {
    return List.of(telemetry, events);
  }

  /** The same, started at another rhythm. */
  public IngestConfig with(StreamTrigger other) {
    return new IngestConfig(kafka, other, maxOffsetsPerTrigger, telemetry, events, metrics);
  }
}
