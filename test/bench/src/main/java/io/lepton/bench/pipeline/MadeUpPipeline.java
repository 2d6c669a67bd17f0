package io.lepton.bench.pipeline;

import io.lepton.bench.ingest.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A pipeline over {@link Messages}, of whose numbers a network sees some. */
final class MadeUpPipeline {
  static final String TOPIC = "readings";
  static final int PARTITIONS = 2;

  /** Nothing ever happens to the devices. */
  static final String EVENTS = "bench.events";

  /** Readings of a window. */
  static final int LENGTH = 50;

  /** The numbers that the network sees. */
  static final List<String> CHANNELS = Arrays.stream(Messages.names()).limit(15).toList();

  private MadeUpPipeline() {}

  /**
   * Writes its file, as a user would write it.
   *
   * @param more what the network is asked, and how it is trained
   */
  static Path write(Path folder, String servers, String more) throws IOException {
    String fields =
        Arrays.stream(Messages.names())
            .map("{ name = %s }"::formatted)
            .collect(Collectors.joining("\n      "));
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
        features { channels = [%s], window.length = %d }
        %s"""
            .formatted(
                lake(folder), servers, TOPIC, fields, String.join(", ", CHANNELS), LENGTH, more);
    return Files.writeString(folder.resolve("bench.conf"), text);
  }

  /** The folder of the lake. */
  static Path lake(Path folder) {
    return folder.resolve("lake");
  }
}
