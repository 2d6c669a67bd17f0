package io.lepton.ingest.kafka;

import io.lepton.lake.PipelineException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells Kafka how far the lake is, for those who watch the lag of a consumer group. Nothing reads
 * it back: what the lake holds is recorded in the lake.
 */
public final class GroupOffsets implements AutoCloseable {
  private final String group;
  private final Consumer<String> warnings;
  private final KafkaAdmin admin;

  /**
   * Opens a client; does not wait for a broker.
   *
   * @param clientOptions options of Kafka's clients, bootstrap.servers at least
   * @param group a group nobody consumes with
   * @param warnings gets what goes wrong, a sentence each
   */
  public GroupOffsets(Map<String, String> clientOptions, String group, Consumer<String> warnings) {
    this.group = group;
    this.warnings = warnings;
    this.admin = new KafkaAdmin(clientOptions);
  }

  /** Commits the next offset of each partition; a failure is a warning and costs 10 s at most. */
  public void commit(Map<TopicPartition, Long> next) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        next.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, one -> new OffsetAndMetadata(one.getValue())));
    try {
      admin.ask(client -> client.alterConsumerGroupOffsets(group, offsets).all());
    } catch (PipelineException e) {
      warnings.accept(
          "Cannot commit offsets to the group '%s': Kafka shows an older state of the lake until the next commit. %s"
              .formatted(group, e.getMessage()));
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
