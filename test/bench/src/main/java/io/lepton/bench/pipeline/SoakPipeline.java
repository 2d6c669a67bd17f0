package io.lepton.bench.pipeline;

import io.lepton.bench.ingest.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The pipeline of a soak: readings of 24 numbers, 15 of which a network learns to give back. */
final class SoakPipeline {
  static final String TOPIC = "readings";
  static final int PARTITIONS = 2;

  /** Nothing ever happens to the devices. */
  static final String EVENTS = "soak.events";

  private static final int CHANNELS = 15;

  private SoakPipeline() {}

  /** Writes its file, as a user would write it. */
  static Path write(Path folder, String servers) throws IOException {
    String fields =
        Arrays.stream(Messages.names())
            .map("{ name = %s }"::formatted)
            .collect(Collectors.joining("\n      "));
    String channels =
        Arrays.stream(Messages.names()).limit(CHANNELS).collect(Collectors.joining(", "));
    String text =
        """
        pipeline = soak
        lake.root = "%s"
        ingest {
          kafka.bootstrap-servers = ["%s"]
          telemetry {
            topic = %s
            time-format = epoch-millis
            fields = [
              %s
            ]
          }
        }
        features {
          channels = [%s]
          window.length = 50
          label.kind = none
          split { seed = 1, validation = 0.2, test = 0 }
        }
        training {
          network.kind = conv-autoencoder
          epochs = 1
        }
        scoring.trigger = 1 second
        """
            .formatted(lake(folder), servers, TOPIC, fields, channels);
    return Files.writeString(folder.resolve("soak.conf"), text);
  }

  /** The folder of the lake. */
  static Path lake(Path folder) {
    return folder.resolve("lake");
  }
}
