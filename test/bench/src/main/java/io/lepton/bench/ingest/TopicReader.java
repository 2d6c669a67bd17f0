package io.lepton.bench.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka's own consumer, from the first message of a topic to the last one there is now. */
final class TopicReader {
  /** How the consumer is set up. */
  static final String TUNING =
      "byte arrays, no commits, 8 MiB per fetch, at most 10,000 messages per poll";

  private TopicReader() {}

  /** Hands over all messages, those of a partition in their order. */
  static void read(Workload workload, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<String, Object> options =
        Map.of(
            "bootstrap.servers",
            workload.servers(),
            "enable.auto.commit",
            false,
            "max.poll.records",
            10_000,
            "max.partition.fetch.bytes",
            8 << 20,
            "fetch.min.bytes",
            1 << 20,
            "receive.buffer.bytes",
            1 << 20,
            "isolation.level",
            "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(options, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(workload.topic()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(taker);
      }
    }
  }
}
