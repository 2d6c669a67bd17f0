package io.lepton.ingest.kafka;

import io.lepton.lake.PipelineException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Opens clients of Kafka; of the options only the servers are ever shown. */
public final class KafkaClients {
  static final String SERVERS = "bootstrap.servers";

  private static final Pattern OPTION = Pattern.compile("configuration '?([a-z][a-z0-9._]*)");

  private KafkaClients() {}

  /**
   * The servers among the options.
   *
   * @throws PipelineException of kind CONFIG if there are none
   */
  public static String servers(Map<String, String> options) {
    String servers = options.get(SERVERS);
    if (servers == null || servers.isBlank()) {
      throw PipelineException.config(
          "Cannot reach Kafka: no %s (expected: host:port, ...). Set ingest.kafka.bootstrap-servers."
              .formatted(SERVERS));
    }
    return servers;
  }

  /**
   * What a constructor of Kafka's makes of the options.
   *
   * @throws PipelineException of kind CONFIG if it refuses one, of kind OUTSIDE if no server has an
   *     address
   */
  public static <T> T open(Map<String, String> options, Function<Map<String, Object>, T> client) {
    String servers = servers(options);
    try {
      return client.apply(new HashMap<>(options));
    } catch (KafkaException e) {
      Throwable root = root(e);
      if (String.valueOf(root.getMessage()).startsWith("No resolvable bootstrap")) {
        throw unreachable(servers, "no host of that name", e);
      }
      // no cause: Kafka's own texts may repeat the value, which may be a password
      throw PipelineException.config(
          "Cannot reach Kafka at %s: the client refuses %s (%s). Set it right under ingest.kafka."
              .formatted(servers, refused(root), root.getClass().getSimpleName()));
    }
  }

  private static String refused(Throwable root) {
    if (root instanceof GeneralSecurityException) {
      return "the truststore, the keystore or a password of theirs";
    }
    Matcher option = OPTION.matcher(String.valueOf(root.getMessage()));
    boolean named = root instanceof ConfigException && option.find();
    return named ? "the option '" + option.group(1) + "'" : "its options";
  }

  static PipelineException unreachable(String servers, String found, Throwable cause) {
    return PipelineException.outside(
        "Cannot reach Kafka at %s: %s (expected: a running broker). Start it or set ingest.kafka.bootstrap-servers."
            .formatted(servers, found),
        cause);
  }

  /** What is at the bottom of an exception. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
