package io.lepton.bench.pipeline;

import io.lepton.bench.ingest.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A pipeline over readings of 24 numbers: a network foretells the first one from 15 of them. */
final class EndToEndPipeline {
  static final int LENGTH = 50;
  static final int CHANNELS = 15;

  private EndToEndPipeline() {}

  /** Writes its file, as a user would write it. */
  static Path write(Path folder, String servers, String topic) throws IOException {
    String fields =
        Arrays.stream(Messages.names())
            .map("{ name = %s }"::formatted)
            .collect(Collectors.joining("\n      "));
    String channels =
        Arrays.stream(Messages.names()).limit(CHANNELS).collect(Collectors.joining(", "));
    String text =
        """
        pipeline = bench
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
          window.length = %d
          label { kind = forecast, channels = [c0], steps = 1 }
          split { validation = 0, test = 0 }
        }
        training { epochs = 1, baselines.kinds = [] }
        """
            .formatted(folder.resolve("lake"), servers, topic, fields, channels, LENGTH);
    return Files.writeString(folder.resolve("bench.conf"), text);
  }
}
