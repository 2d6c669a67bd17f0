package io.lepton.ingest.monitor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far silver is behind Kafka.
 *
 * @param offsets by partition: the committed end, as Kafka last said it, less the next offset;
 *     marks of transactions count
 * @param seconds the age of the youngest message taken, by Kafka's time; 0 if no offset is missing,
 *     empty if some are and nothing has been taken yet
 */
record Lag(Map<TopicPartition, Long> offsets, Optional<Double> seconds) {
  Lag {
    offsets = Map.copyOf(offsets);
  }

  /** Offsets that the ends lie beyond the next ones; partitions without a next one are left out. */
  static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> next) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (next.containsKey(partition)) {
            offsets.put(partition, Math.max(0, end - next.get(partition)));
          }
        });
    return offsets;
  }

  /** Of all partitions. */
  long total() {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
