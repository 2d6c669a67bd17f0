package io.lepton.ingest;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.util.Optional;

/**
 * What is told about a running ingest.
 *
 * @param host the address that metrics are served at
 * @param port its port; empty: they are not served
 * @param table the gold table that gets a row per micro-batch; empty: none
 */
public record MetricsConfig(String host, Optional<Integer> port, Optional<TableId> table) {
  private static final int PORTS = 65_535;

  /** Checks the port. */
  public MetricsConfig {
    if (port.filter(p -> p < 1 || p > PORTS).isPresent()) {
      throw new IllegalArgumentException(
          "port: %d (expected: 1 to %d, or 0 for none)".formatted(port.get(), PORTS));
    }
  }

  static MetricsConfig read(ConfigReader in) {
    int port = in.integer("port");
    return new MetricsConfig(
        in.string("host"),
        port == 0 ? Optional.empty() : Optional.of(port),
        in.optionalString("table").map(name -> new TableId(Layer.GOLD, name)));
  }
}
