package io.lepton.ingest.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.lepton.lake.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks a cluster and words its refusals; each question waits 10 seconds at most.
 *
 * <p>What goes wrong is a {@link PipelineException}: of kind CONFIG if the cluster refuses the
 * user, of kind OUTSIDE if it is away.
 */
public final class KafkaAdmin implements AutoCloseable {
  private static final int SECONDS = 10;

  private final String servers;
  private final String protocol;
  private final Admin admin;

  /**
   * Opens a client; does not wait for a broker.
   *
   * @param clientOptions options of Kafka's clients, bootstrap.servers at least
   */
  public KafkaAdmin(Map<String, String> clientOptions) {
    this.servers = KafkaClients.servers(clientOptions);
    String protocol = clientOptions.get("security.protocol");
    this.protocol = protocol == null ? "" : " over " + protocol;
    Map<String, String> options = new HashMap<>(clientOptions);
    String millis = String.valueOf(TimeUnit.SECONDS.toMillis(SECONDS));
    options.put("default.api.timeout.ms", millis);
    options.put("request.timeout.ms", millis);
    this.admin = KafkaClients.open(options, Admin::create);
  }

  /** The servers, for messages. */
  public String servers() {
    return servers;
  }

  /** The names of all topics but Kafka's own, as far as the user may see them. */
  public Set<String> names() {
    Set<String> names = ask(client -> client.listTopics().names());
    return new TreeSet<>(names);
  }

  /** The partitions of topics, all of which have to be there. */
  public Set<TopicPartition> partitions(Collection<String> topics) {
    try {
      return ask(client -> client.describeTopics(topics).allTopicNames()).values().stream()
          .flatMap(topic -> topic.partitions().stream().map(p -> partition(topic, p.partition())))
          .collect(toSet());
    } catch (PipelineException e) {
      Throwable root = KafkaClients.root(e);
      if (root instanceof UnknownTopicOrPartitionException
          || root instanceof InvalidTopicException) {
        throw missing(topics, e);
      }
      throw root instanceof AuthorizationException ? unfit(hidden(topics), root) : e;
    }
  }

  private static String hidden(Collection<String> topics) {
    return "Cannot read '"
        + String.join("', '", topics)
        + "' at %s: %s (expected: the right to describe and to read). Grant it to the user of"
        + " ingest.kafka.security or set another.";
  }

  private static TopicPartition partition(TopicDescription topic, int partition) {
    return new TopicPartition(topic.name(), partition);
  }

  private PipelineException missing(Collection<String> topics, PipelineException cause) {
    Set<String> there = names();
    Set<String> missing = new TreeSet<>(topics);
    missing.removeAll(there);
    return PipelineException.outside(
        "Cannot read topic '%s' at %s: it does not exist (existing: %s). Create it or set another under ingest."
            .formatted(
                String.join("', '", missing),
                servers,
                there.isEmpty() ? "none" : String.join(", ", there)),
        cause);
  }

  /**
   * One offset of each partition.
   *
   * @return -1 where a time was asked for and no message is as young
   */
  public Map<TopicPartition, Long> offsets(
      Set<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(toMap(Function.identity(), partition -> which));
    ListOffsetsOptions options = new ListOffsetsOptions(isolation);
    return ask(client -> client.listOffsets(asked, options).all()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, answer -> answer.getValue().offset()));
  }

  /** The answer to a question; Kafka's own exception is the cause of what is thrown. */
  public <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    try {
      return question.apply(admin).get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaClients.unreachable(servers, "interrupted while it was asked", e);
    }
  }

  private PipelineException refused(Throwable cause) {
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return noAnswer(cause);
    }
    if (cause instanceof SslAuthenticationException) {
      return unfit(
          "Cannot reach Kafka at %s over TLS: %s (expected: certificates that both sides trust)."
              + " Set ingest.kafka.security.",
          cause);
    }
    if (cause instanceof AuthenticationException) {
      return unfit(
          "Cannot log in to Kafka at %s: %s (expected: a user and a password it knows). Set"
              + " ingest.kafka.security.",
          cause);
    }
    if (cause instanceof AuthorizationException) {
      return unfit(
          "Cannot ask Kafka at %s: %s (expected: the right to do so). Grant it to the user of"
              + " ingest.kafka.security or set another.",
          cause);
    }
    return KafkaClients.unreachable(servers, said(cause), cause);
  }

  private PipelineException unfit(String text, Throwable cause) {
    return new PipelineException(
        PipelineException.Kind.CONFIG, text.formatted(servers, said(cause)), cause);
  }

  private static String said(Throwable thrown) {
    return String.valueOf(KafkaClients.root(thrown).getMessage()).replaceFirst("\\.$", "");
  }

  private PipelineException noAnswer(Throwable cause) {
    // who speaks another protocol is not told so either
    return KafkaClients.unreachable(
        servers, "no answer%s within %d seconds".formatted(protocol, SECONDS), cause);
  }

  /** Lets go of the client at once. */
  @Override
  public void close() {
    // not the default, which waits for calls that will never be answered
    admin.close(Duration.ZERO);
  }
}
