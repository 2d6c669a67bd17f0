package io.lepton.jobs.ingest;

import io.lepton.lake.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the broker's own class path is. */
public final class BrokerJars {
  private static final String PROPERTY = "lepton.broker.lib";

  private BrokerJars() {}

  public static Path folder() {
    Path folder = Path.of(System.getProperty(PROPERTY, "broker"));
    if (!Files.isDirectory(folder)) {
      throw PipelineException.config(
          "Cannot start a Kafka broker: its libraries are not in '%s' (expected: a folder of jars). Start Lepton by its launcher, or set -D%s."
              .formatted(folder, PROPERTY));
    }
    return folder;
  }
}
