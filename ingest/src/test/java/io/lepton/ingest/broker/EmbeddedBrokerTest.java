package io.lepton.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Message;
import io.lepton.ingest.publish.Topics;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
final class EmbeddedBrokerTest {
  @TempDir Path temp;

  @Test
  void keepsItsMessagesOverARestartOnOtherPorts() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(TestingBroker.jars(), temp)) {
      broker.createTopic("telemetry", 2);
      broker.createTopic("telemetry", 2);
      try (KafkaPublisher publisher = new KafkaPublisher(options(broker))) {
        publisher.publish(new Message("telemetry", "a", "1".getBytes(StandardCharsets.UTF_8)));
      }
    }
    try (EmbeddedBroker again = EmbeddedBroker.start(TestingBroker.jars(), temp)) {
      assertThat(new Topics(options(again)).messageCount(List.of("telemetry"))).isEqualTo(1);
    }
  }

  @Test
  void aTemporaryOneLeavesNothingBehind() {
    EmbeddedBroker broker = EmbeddedBroker.startTemporary(TestingBroker.jars());
    assertThat(broker.directory()).isDirectory();

    broker.close();
    broker.close();

    assertThat(broker.directory()).doesNotExist();
    assertThat(ProcessHandle.of(broker.processId())).isEmpty();
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.startAt(port, TestingBroker.jars(), temp))
          .isInstanceOf(PipelineException.class)
          .hasMessageStartingWith("Cannot start a Kafka broker at 127.0.0.1:" + port)
          .hasMessageEndingWith(
              "(expected: a free port). Stop what listens there or choose another port.");
    }
  }

  @Test
  void aStartThatFailsShowsTheEndOfItsLog() throws IOException {
    Files.createDirectories(temp.resolve("data"));
    Files.writeString(temp.resolve("data/meta.properties"), "version=1\nnode.id=7\ncluster.id=x\n");

    assertThatThrownBy(() -> EmbeddedBroker.start(TestingBroker.jars(), temp))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("it ended with status 1 (expected: an answer within 60 seconds)")
        .hasMessageContaining("broker.log, which ends:")
        .hasMessageContaining("Stored node id 7 doesn't match");
  }

  @Test
  void aFolderWithoutItsJarsIsNamed() {
    assertThatThrownBy(() -> EmbeddedBroker.start(temp, temp))
        .hasMessage(
            "Cannot start a Kafka broker from %s: no kafka_*.jar (expected: the jars of kafka_2.13). Build the module ingest/broker."
                .formatted(temp));
  }

  private static Map<String, String> options(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
