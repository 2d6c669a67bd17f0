package io.lepton.ingest.publish;

import io.lepton.lake.PipelineException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** Opens clients of Kafka; of the options only the servers are ever shown. */
final class KafkaClients {
  static final String SERVERS = "bootstrap.servers";

  private static final Pattern OPTION = Pattern.compile("configuration '?([a-z][a-z0-9._]*)");

  private KafkaClients() {}

  static String servers(Map<String, String> options) {
    String servers = options.get(SERVERS);
    if (servers == null || servers.isBlank()) {
      throw PipelineException.config(
          "Cannot reach Kafka: no %s (expected: host:port, ...). Set ingest.kafka.bootstrap-servers."
              .formatted(SERVERS));
    }
    return servers;
  }

  static <T> T open(Map<String, String> options, Function<Map<String, Object>, T> client) {
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

  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** The first compression whose native library works here: a try, because only that tells. */
  static String compression() {
    for (CompressionType type : new CompressionType[] {CompressionType.LZ4, CompressionType.ZSTD}) {
      if (works(type)) {
        return type.name;
      }
    }
    return CompressionType.NONE.name;
  }

  private static boolean works(CompressionType type) {
    ByteBufferOutputStream buffer = new ByteBufferOutputStream(512);
    try (DataOutputStream out =
        new DataOutputStream(type.wrapForOutput(buffer, RecordBatch.MAGIC_VALUE_V2))) {
      out.write("try".getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException | KafkaException | LinkageError e) {
      return false;
    }
  }
}
