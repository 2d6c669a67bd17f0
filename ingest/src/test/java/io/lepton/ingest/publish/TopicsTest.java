package io.lepton.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.broker.TestingBroker;
import io.lepton.lake.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class TopicsTest {
  @Test
  void aBrokerThatIsAwayIsNamedAfterTenSeconds() {
    // port 1 is never a broker's
    Topics topics = new Topics(Map.of("bootstrap.servers", "localhost:1"));

    assertThatThrownBy(() -> topics.require(List.of("telemetry")))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot reach Kafka at localhost:1: no answer within 10 seconds (expected: a running"
                + " broker). Start it or set ingest.kafka.bootstrap-servers.");
  }

  @Test
  void aMissingTopicIsNamedWithThoseThatExist() {
    String there = TestingBroker.newTopic(1);
    Topics topics = topics();

    assertThatCode(() -> topics.require(List.of(there))).doesNotThrowAnyException();
    assertThatThrownBy(() -> topics.require(List.of(there, "missing")))
        .hasMessageStartingWith(
            "Cannot read topic 'missing' at %s: it does not exist (existing: "
                .formatted(TestingBroker.bootstrapServers()))
        .hasMessageContaining(there)
        .hasMessageEndingWith("). Create it or set another under ingest.");
  }

  @Test
  void countsMessagesOverPartitions() {
    String topic = TestingBroker.newTopic(3);
    Topics topics = topics();
    assertThat(topics.messageCount(List.of(topic))).isZero();

    try (KafkaPublisher publisher =
        new KafkaPublisher(Map.of("bootstrap.servers", TestingBroker.bootstrapServers()))) {
      for (int i = 0; i < 20; i++) {
        publisher.publish(new Message(topic, "k" + i, "v".getBytes(StandardCharsets.UTF_8)));
      }
    }
    assertThat(topics.messageCount(List.of(topic))).isEqualTo(20);
  }

  @Test
  void aTopicThatCannotBeMadeIsNamed() {
    Topics topics = topics();

    assertThatThrownBy(() -> topics.ensure("no such name", 1))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith("Cannot create topic 'no such name' at ");
  }

  /** A broker says for a moment that it does not have what the controller has just made. */
  @Test
  void manyTopicsAtOnceAreAllMade() {
    Topics topics = topics();
    String stem = TestingBroker.newTopic(1);

    List<String> made = IntStream.range(0, 300).mapToObj(i -> stem + "-" + i).toList();
    made.parallelStream().forEach(topic -> topics.ensure(topic, 2));

    assertThat(topics.messageCount(made)).isZero();
  }

  @Test
  void neverShowsTheValueOfAnOption() {
    Topics topics =
        new Topics(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.jaas.config", "secret-password"));

    assertThatThrownBy(() -> topics.require(List.of("telemetry")))
        .hasMessageStartingWith("Cannot reach Kafka at localhost:9092: the client refuses")
        .hasMessageNotContaining("secret-password")
        .hasNoCause();
  }

  @Test
  void anUnknownHostIsNamed() {
    Topics topics = new Topics(Map.of("bootstrap.servers", "no-such-host.invalid:9092"));

    assertThatThrownBy(() -> topics.require(List.of("telemetry")))
        .hasMessage(
            "Cannot reach Kafka at no-such-host.invalid:9092: no host of that name (expected: a"
                + " running broker). Start it or set ingest.kafka.bootstrap-servers.");
  }

  private static Topics topics() {
    return new Topics(Map.of("bootstrap.servers", TestingBroker.bootstrapServers()));
  }
}
