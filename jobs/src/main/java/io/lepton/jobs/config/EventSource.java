package io.lepton.jobs.config;

import io.lepton.ingest.files.DelimitedField;
import io.lepton.ingest.files.DelimitedFile;
import io.lepton.ingest.files.DelimitedMapping;
import io.lepton.ingest.files.DeviceSource;
import io.lepton.ingest.files.MessageFile;
import io.lepton.ingest.files.NabWindows;
import io.lepton.lake.config.ConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What happened to the devices of a delimited file, from a file of its own: the section {@code
 * source.events}. Without a file there are no such events.
 */
public sealed interface EventSource {
  /** What opens the file, if there is one. */
  Optional<Supplier<MessageFile>> messages(String topic);

  /** What the file looks like. */
  enum Format {
    /** Rows with device, kind, start and end. */
    CSV,
    /** Windows as the Numenta Anomaly Benchmark has them. */
    NAB
  }

  static EventSource read(ConfigReader in) {
    return in.oneOf("format", Format.class) == Format.NAB ? Nab.read(in) : Csv.read(in);
  }

  private static Optional<Path> path(ConfigReader in) {
    return in.optionalString("file").map(Path::of);
  }

  /**
   * Windows of one series of the Numenta Anomaly Benchmark.
   *
   * @param file combined_windows.json, or one like it
   * @param series its name in the file
   * @param device whose windows they are
   */
  record Nab(Optional<Path> file, String series, String device) implements EventSource {
    static Nab read(ConfigReader in) {
      return new Nab(path(in), in.string("series"), in.string("device.name"));
    }

    @Override
    public Optional<Supplier<MessageFile>> messages(String topic) {
      return file.map(path -> () -> new NabWindows(path, series, device, topic));
    }
  }

  /**
   * A delimited file with an event in each row.
   *
   * @param file it, plain or .gz
   * @param mapping what its columns mean
   */
  record Csv(Optional<Path> file, DelimitedMapping mapping) implements EventSource {
    static Csv read(ConfigReader in) {
      List<DelimitedField> fields = new ArrayList<>();
      fields.add(
          in.has("kind.name")
              ? DelimitedField.constant(in.string("kind.name"), "kind")
              : DelimitedField.text(in.string("kind.column"), "kind"));
      in.optionalString("until").ifPresent(c -> fields.add(DelimitedField.time(c, "until")));
      in.optionalString("detail").ifPresent(c -> fields.add(DelimitedField.text(c, "detail")));
      DeviceSource device = SourceConfig.Csv.device(in);
      return new Csv(
          path(in), DelimitedMapping.of(device, SourceConfig.Csv.timeColumn(in), fields));
    }

    @Override
    public Optional<Supplier<MessageFile>> messages(String topic) {
      return file.map(path -> () -> new DelimitedFile(path, mapping, topic, topic));
    }
  }
}
