package io.lepton.ingest;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The brokers.
 *
 * @param bootstrapServers host:port of some of them
 * @param options further settings of Kafka's own clients, kept out of every log
 */
public record KafkaConfig(List<String> bootstrapServers, Map<String, Secret> options) {
  /** Checks that there is a server. */
  public KafkaConfig {
    bootstrapServers = List.copyOf(bootstrapServers);
    options = Map.copyOf(options);
    if (bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException(
          "bootstrap-servers: [] (expected: at least one host:port)");
    }
  }

  static KafkaConfig read(ConfigReader in) {
    return new KafkaConfig(in.strings("bootstrap-servers"), in.secretMap("options"));
  }

  /** The servers as Kafka's clients want them. */
  public String servers() {
    return String.join(",", bootstrapServers);
  }

  /** What Kafka's own clients are configured with; may hold secrets. */
  public Map<String, String> clientOptions() {
    Map<String, String> all = new LinkedHashMap<>();
    options.forEach((name, value) -> all.put(name, value.reveal()));
    all.put("bootstrap.servers", servers());
    return all;
  }
}
