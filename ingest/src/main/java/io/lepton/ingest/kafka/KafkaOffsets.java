package io.lepton.ingest.kafka;

import io.lepton.ingest.kafka.TopicSelection.Matching;
import io.lepton.lake.PipelineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets that a cluster has now; asks anew each time, as {@link KafkaAdmin} does.
 *
 * <p>All offsets are of a next message: what a transaction was ended with has an offset as well.
 */
public final class KafkaOffsets implements AutoCloseable {
  private final KafkaAdmin admin;

  /** Offsets of the cluster that the options of Kafka's clients name. */
  public KafkaOffsets(Map<String, String> clientOptions) {
    this.admin = new KafkaAdmin(clientOptions);
  }

  /** The partitions that are there now, by topic and number; at least one. */
  public Set<TopicPartition> partitions(TopicSelection selection) {
    Set<String> topics = new TreeSet<>(selection.names());
    if (selection instanceof Matching) {
      Set<String> existing = admin.names();
      topics.addAll(selection.among(existing));
      if (topics.isEmpty()) {
        throw PipelineException.outside(
            "Cannot read %s at %s: there are none (existing: %s). Create one or set another pattern."
                .formatted(
                    selection,
                    admin.servers(),
                    existing.isEmpty() ? "none" : String.join(", ", existing)),
            null);
      }
    }
    Set<TopicPartition> sorted = new TreeSet<>(Start.ORDER);
    sorted.addAll(admin.partitions(topics));
    return sorted;
  }

  /** The first offset that Kafka still has. */
  public Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) {
    return sorted(
        admin.offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED));
  }

  /** The end for those who read what is committed: where the first open transaction begins. */
  public Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    return sorted(admin.offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED));
  }

  /** The first offset that Kafka dates at this time or later; the end if there is none. */
  public Map<TopicPartition, Long> since(Set<TopicPartition> partitions, Instant time) {
    OffsetSpec which = OffsetSpec.forTimestamp(time.toEpochMilli());
    // the ends first: what comes in between is then read, not passed over
    Map<TopicPartition, Long> offsets = ends(partitions);
    admin
        .offsets(partitions, which, IsolationLevel.READ_COMMITTED)
        .forEach(
            (partition, found) ->
                offsets.computeIfPresent(partition, (p, end) -> found < 0 ? end : found));
    return offsets;
  }

  /**
   * Where reading starts.
   *
   * <p>A partition the lake has begun goes on where it is. A new partition of a topic the lake
   * knows starts with its first message, as does a topic that came to match a pattern since: none
   * of theirs may be missed. All else starts at the position.
   *
   * @param recorded the next offset of each partition the lake has begun; those of other topics do
   *     not matter
   */
  public Start start(
      TopicSelection selection, Map<TopicPartition, Long> recorded, StartPosition position) {
    Set<TopicPartition> partitions = partitions(selection);
    Map<TopicPartition, Long> offsets = beginnings(partitions);
    // not the committed end: the lake may have read beyond it
    Map<TopicPartition, Long> ends =
        admin.offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    List<LostRange> lost = new ArrayList<>();
    List<ReplacedPartition> replaced = new ArrayList<>();
    for (TopicPartition partition : recordedOf(topics(partitions), recorded)) {
      long next = recorded.get(partition);
      long begin = offsets.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      if (next > end) {
        replaced.add(new ReplacedPartition(partition.topic(), partition.partition(), next, end));
      } else if (next < begin) {
        lost.add(new LostRange(partition.topic(), partition.partition(), next, begin));
      } else {
        offsets.replace(partition, next);
      }
    }
    offsets.putAll(at(position, unknown(selection, partitions, recorded.keySet())));
    return new Start(offsets, lost, replaced);
  }

  private static Set<TopicPartition> recordedOf(
      Set<String> topics, Map<TopicPartition, Long> recorded) {
    Set<TopicPartition> partitions = new TreeSet<>(Start.ORDER);
    partitions.addAll(recorded.keySet());
    partitions.removeIf(partition -> !topics.contains(partition.topic()));
    return partitions;
  }

  /** The partitions of topics that are new to the lake. */
  private static Set<TopicPartition> unknown(
      TopicSelection selection, Set<TopicPartition> partitions, Set<TopicPartition> recorded) {
    if (selection instanceof Matching && !recorded.isEmpty()) {
      return Set.of();
    }
    Set<String> known = topics(recorded);
    return partitions.stream().filter(p -> !known.contains(p.topic())).collect(Collectors.toSet());
  }

  private Map<TopicPartition, Long> at(StartPosition position, Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    if (position instanceof StartPosition.Since) {
      return since(partitions, ((StartPosition.Since) position).time());
    }
    return position == StartPosition.Edge.LATEST ? ends(partitions) : beginnings(partitions);
  }

  private static Set<String> topics(Set<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> sorted(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> sorted = new TreeMap<>(Start.ORDER);
    sorted.putAll(offsets);
    return sorted;
  }

  @Override
  public void close() {
    admin.close();
  }
}
