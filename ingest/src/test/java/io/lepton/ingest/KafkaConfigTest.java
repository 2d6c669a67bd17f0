package io.lepton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.kafka.KafkaSecurity;
import io.lepton.ingest.kafka.KafkaSecurity.Protocol;
import io.lepton.lake.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KafkaConfigTest {
  private static final KafkaSecurity TLS =
      new KafkaSecurity(Protocol.SSL, Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void clientsGetServersSecurityAndFurtherOptions() {
    Map<String, Secret> options = Map.of("client.id", Secret.of("lepton"));

    assertThat(
            new KafkaConfig(List.of("a:1", "b:2"), TLS, Optional.empty(), options).clientOptions())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "a:1,b:2",
                "security.protocol", "SSL",
                "client.id", "lepton"));
  }

  @Test
  void whatSecuritySetsIsNoFurtherOption() {
    Map<String, Secret> options = Map.of("security.protocol", Secret.of("PLAINTEXT"));

    assertThatThrownBy(() -> new KafkaConfig(List.of("a:1"), TLS, Optional.empty(), options))
        .hasMessage(
            "options: security.protocol is there, but security sets it (expected: one of the two)");
  }
}
