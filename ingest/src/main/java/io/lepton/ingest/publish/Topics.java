package io.lepton.ingest.publish;

import io.lepton.lake.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a broker: looked up, made, counted; each question waits 10 seconds at most. */
public final class Topics {
  private static final int SECONDS = 10;

  private final Map<String, String> options;
  private final String servers;

  /**
   * Topics of the broker in the options; opens nothing yet.
   *
   * @param kafkaOptions options of Kafka's clients, bootstrap.servers at least
   */
  public Topics(Map<String, String> kafkaOptions) {
    this.servers = KafkaClients.servers(kafkaOptions);
    this.options = new HashMap<>(kafkaOptions);
    String millis = String.valueOf(TimeUnit.SECONDS.toMillis(SECONDS));
    options.put("default.api.timeout.ms", millis);
    options.put("request.timeout.ms", millis);
  }

  /** Throws unless the broker answers and has all the topics. */
  public void require(Collection<String> topics) {
    asked(
        admin -> {
          requireIn(admin, topics);
          return true;
        });
  }

  /** Creates a topic; one that exists is left as it is. */
  public void ensure(String topic, int partitions) {
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    asked(
        admin -> {
          try {
            answer(admin.createTopics(Set.of(wanted)).all());
          } catch (ExecutionException e) {
            requireMade(topic, e);
          }
          return true;
        });
  }

  private void requireMade(String topic, ExecutionException thrown) throws ExecutionException {
    Throwable cause = thrown.getCause();
    if (cause instanceof TopicExistsException) {
      return;
    }
    if (cause instanceof InvalidTopicException || cause instanceof InvalidPartitionsException) {
      throw PipelineException.outside(
          "Cannot create topic '%s' at %s: %s. Set another topic under ingest.kafka."
              .formatted(topic, servers, cause.getMessage()),
          thrown);
    }
    throw thrown;
  }

  /** How many messages the topics hold: end minus begin, summed over their partitions. */
  public long messageCount(Collection<String> topics) {
    return asked(
        admin -> {
          requireIn(admin, topics);
          Set<TopicPartition> partitions = partitions(admin, topics);
          return sum(admin, partitions, OffsetSpec.latest())
              - sum(admin, partitions, OffsetSpec.earliest());
        });
  }

  private void requireIn(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> existing = new TreeSet<>(answer(admin.listTopics().names()));
    for (String topic : topics) {
      if (!existing.contains(topic)) {
        throw PipelineException.outside(
            "Cannot read topic '%s' at %s: it does not exist (existing: %s). Create it or set ingest.kafka.topics."
                .formatted(
                    topic, servers, existing.isEmpty() ? "none" : String.join(", ", existing)),
            null);
      }
    }
  }

  private static Set<TopicPartition> partitions(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer(admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(Topics::partitionsOf)
        .collect(Collectors.toSet());
  }

  private static Stream<TopicPartition> partitionsOf(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  private static long sum(Admin admin, Set<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    return answer(admin.listOffsets(asked).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }

  /** What is asked of the broker. */
  private interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
  }

  private <T> T asked(Question<T> question) {
    Admin admin = KafkaClients.open(options, Admin::create);
    try {
      return question.ask(admin);
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw noAnswer(e);
      }
      throw KafkaClients.unreachable(servers, e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaClients.unreachable(servers, "interrupted while it was asked", e);
    } finally {
      // not the default, which waits for calls that will never be answered
      admin.close(Duration.ZERO);
    }
  }

  private PipelineException noAnswer(Exception cause) {
    return KafkaClients.unreachable(
        servers, "no answer within %d seconds".formatted(SECONDS), cause);
  }
}
