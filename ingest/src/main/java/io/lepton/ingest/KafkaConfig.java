package io.lepton.ingest;

import io.lepton.ingest.kafka.KafkaSecurity;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The brokers.
 *
 * @param bootstrapServers host:port of some of them
 * @param security how connections to them are made
 * @param groupId a consumer group that is told how far silver is, for those who watch its lag;
 *     empty: none
 * @param options further settings of Kafka's own clients, kept out of every log
 */
public record KafkaConfig(
    List<String> bootstrapServers,
    KafkaSecurity security,
    Optional<String> groupId,
    Map<String, Secret> options) {
  /** Checks that there is a server, a group has a name, and nothing is set twice. */
  public KafkaConfig {
    bootstrapServers = List.copyOf(bootstrapServers);
    options = Map.copyOf(options);
    if (bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException(
          "bootstrap-servers: [] (expected: at least one host:port)");
    }
    if (groupId.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("group-id: '' (expected: a name, or no such key)");
    }
    for (String name : security.clientOptions().keySet()) {
      if (options.containsKey(name)) {
        throw new IllegalArgumentException(
            "options: %s is there, but security sets it (expected: one of the two)"
                .formatted(name));
      }
    }
  }

  static KafkaConfig read(ConfigReader in) {
    return new KafkaConfig(
        in.strings("bootstrap-servers"),
        in.section("security", KafkaSecurity::read),
        in.optionalString("group-id"),
        in.secretMap("options"));
  }

  /** The servers as Kafka's clients want them. */
  public String servers() {
    return String.join(",", bootstrapServers);
  }

  /** What Kafka's own clients are configured with; may hold secrets. */
  public Map<String, String> clientOptions() {
    Map<String, String> all = new LinkedHashMap<>();
    security.clientOptions().forEach((name, value) -> all.put(name, value.reveal()));
    options.forEach((name, value) -> all.put(name, value.reveal()));
    all.put("bootstrap.servers", servers());
    return all;
  }
}
