package io.lepton.bench.ingest;

import io.lepton.ingest.broker.EmbeddedBroker;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where benchmarks take their broker from. */
public final class BrokerOption {
  @Option(names = "--broker-lib", description = "Folder of the broker's jars.")
  private Path lib = Path.of(System.getProperty("lepton.broker.lib", "ingest/broker/target/lib"));

  /** The folder of the broker's jars. */
  public Path lib() {
    return lib;
  }

  /** A broker with nothing in it, which is gone when it is closed. */
  public EmbeddedBroker start() {
    return EmbeddedBroker.startTemporary(lib);
  }
}
