package io.lepton.ingest;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Names of sources, {@code topic-partition}, as Kafka's clients want them. */
public final class Sources {
  private Sources() {}

  /** The name of a topic's partition, as ranges, counts and positions have it. */
  public static String name(String topic, int partition) {
    return topic + "-" + partition;
  }

  public static TopicPartition partition(String source) {
    int dash = source.lastIndexOf('-');
    return new TopicPartition(
        source.substring(0, dash), Integer.parseInt(source.substring(dash + 1)));
  }

  public static Map<TopicPartition, Long> partitions(Map<String, Long> next) {
    Map<TopicPartition, Long> partitions = new HashMap<>();
    next.forEach((source, offset) -> partitions.put(partition(source), offset));
    return partitions;
  }

  /** The offset that comes after those counted. */
  public static Map<TopicPartition, Long> next(BatchCounts counts) {
    Map<TopicPartition, Long> next = new HashMap<>();
    counts.partitions().forEach((source, n) -> next.put(partition(source), n.until()));
    return next;
  }
}
