package io.lepton.ingest.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading starts, and what stands against it.
 *
 * @param offsets the next offset of every partition that is there, by topic and number
 * @param lost what Kafka deleted before it was taken; {@code offsets} goes on behind it
 * @param replaced what is not the partition the lake knows; {@code offsets} begins it anew
 */
public record Start(
    Map<TopicPartition, Long> offsets, List<LostRange> lost, List<ReplacedPartition> replaced) {
  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final JsonMapper JSON = new JsonMapper();

  /** Puts the partitions in order. */
  public Start {
    TreeMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
    sorted.putAll(offsets);
    offsets = Collections.unmodifiableMap(sorted);
    lost = List.copyOf(lost);
    replaced = List.copyOf(replaced);
  }

  /** The offsets as Spark's option startingOffsets wants them: {@code {"topic":{"0":23}}}. */
  public String json() {
    Map<String, Map<Integer, Long>> topics = new TreeMap<>();
    offsets.forEach(
        (partition, offset) ->
            topics
                .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), offset));
    try {
      return JSON.writeValueAsString(topics);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of numbers are JSON", e);
    }
  }
}
