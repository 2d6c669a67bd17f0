package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.broker.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class GroupOffsetsTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void areReadBackAsTheGroupsOwn() {
    Map<String, String> options = Map.of("bootstrap.servers", TestingBroker.bootstrapServers());
    TopicPartition first = new TopicPartition(TestingBroker.newTopic(2), 0);
    TopicPartition second = new TopicPartition(first.topic(), 1);
    try (GroupOffsets group = new GroupOffsets(options, "lepton", warnings::add);
        KafkaAdmin admin = new KafkaAdmin(options)) {
      group.commit(Map.of(first, 5L, second, 7L));
      group.commit(Map.of(first, 6L));

      assertThat(warnings).isEmpty();
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.ask(
              client -> client.listConsumerGroupOffsets("lepton").partitionsToOffsetAndMetadata());
      assertThat(committed)
          .containsEntry(first, new OffsetAndMetadata(6))
          .containsEntry(second, new OffsetAndMetadata(7));
    }
  }

  @Test
  void aFailureIsOnlyAWarning() {
    Map<String, String> away = Map.of("bootstrap.servers", "localhost:1");
    try (GroupOffsets group = new GroupOffsets(away, "lepton", warnings::add)) {
      group.commit(Map.of(new TopicPartition("telemetry", 0), 5L));
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Cannot commit offsets to the group 'lepton': ")
        .contains("Cannot reach Kafka at localhost:1: no answer within 10 seconds");
  }
}
