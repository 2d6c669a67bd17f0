package io.lepton.ingest.publish;

import io.lepton.ingest.kafka.KafkaAdmin;
import io.lepton.ingest.kafka.KafkaClients;
import io.lepton.lake.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a broker: looked up, made, counted; each question waits 10 seconds at most. */
public final class Topics {
  private static final Duration LEADERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(20);

  private final Map<String, String> options;

  /**
   * Topics of the broker in the options; opens nothing yet.
   *
   * @param kafkaOptions options of Kafka's clients, bootstrap.servers at least
   */
  public Topics(Map<String, String> kafkaOptions) {
    this.options = Map.copyOf(kafkaOptions);
  }

  /** Throws unless the broker answers and has all the topics. */
  public void require(Collection<String> topics) {
    try (KafkaAdmin admin = new KafkaAdmin(options)) {
      admin.partitions(topics);
    }
  }

  /**
   * Creates a topic, and waits until its partitions answer; one that exists is left as it is. A
   * producer that is sooner than the leaders are may have its first two batches taken in the wrong
   * order: then it waits for the first one until it expires.
   */
  public void ensure(String topic, int partitions) {
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    try (KafkaAdmin admin = new KafkaAdmin(options)) {
      admin.ask(client -> client.createTopics(Set.of(wanted)).all());
      Set<TopicPartition> made =
          IntStream.range(0, partitions)
              .mapToObj(p -> new TopicPartition(topic, p))
              .collect(Collectors.toSet());
      awaitLeaders(admin, made);
    } catch (PipelineException e) {
      requireMade(topic, e);
    }
  }

  private void awaitLeaders(KafkaAdmin admin, Set<TopicPartition> made) {
    long end = System.nanoTime() + LEADERS_WITHIN.toNanos();
    while (true) {
      try {
        sum(admin, made, OffsetSpec.earliest());
        return;
      } catch (PipelineException e) {
        // what the controller has made is not at once known to the broker that is to lead it
        boolean early = KafkaClients.root(e) instanceof InvalidMetadataException;
        if (!early || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(this, AGAIN_AFTER.toNanos());
      }
    }
  }

  private void requireMade(String topic, PipelineException thrown) {
    Throwable cause = KafkaClients.root(thrown);
    if (cause instanceof TopicExistsException) {
      return;
    }
    if (cause instanceof InvalidTopicException || cause instanceof InvalidPartitionsException) {
      throw PipelineException.outside(
          "Cannot create topic '%s' at %s: %s. Set another topic under ingest."
              .formatted(topic, KafkaClients.servers(options), cause.getMessage()),
          thrown);
    }
    throw thrown;
  }

  /** How many messages the topics hold: end minus begin, summed over their partitions. */
  public long messageCount(Collection<String> topics) {
    try (KafkaAdmin admin = new KafkaAdmin(options)) {
      Set<TopicPartition> partitions = admin.partitions(topics);
      return sum(admin, partitions, OffsetSpec.latest())
          - sum(admin, partitions, OffsetSpec.earliest());
    }
  }

  private static long sum(KafkaAdmin admin, Set<TopicPartition> partitions, OffsetSpec which) {
    return admin.offsets(partitions, which, IsolationLevel.READ_UNCOMMITTED).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
