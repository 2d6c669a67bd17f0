package io.lepton.jobs.config;

import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.files.CmapssFiles;
import io.lepton.ingest.files.CmapssSource;
import io.lepton.ingest.files.DelimitedField;
import io.lepton.ingest.files.DelimitedFile;
import io.lepton.ingest.files.DelimitedMapping;
import io.lepton.ingest.files.DeviceSource;
import io.lepton.ingest.files.JoinedFiles;
import io.lepton.ingest.files.MessageFile;
import io.lepton.ingest.files.TimeFormat;
import io.lepton.lake.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Files to read instead of Kafka: the section {@code source}. */
public sealed interface SourceConfig {
  /** Opens the files; the messages name the topics of ingest. */
  MessageFile open(IngestConfig ingest);

  /** What the files are. */
  Format format();

  /** Reads the section. */
  static SourceConfig read(ConfigReader in) {
    return in.oneOf("format", Format.class) == Format.CMAPSS ? Cmapss.read(in) : Csv.read(in);
  }

  /** A kind of files. */
  enum Format {
    /** NASA's turbofan engines. */
    CMAPSS,
    /** Rows of cells between delimiters. */
    CSV
  }

  /**
   * A subset of C-MAPSS.
   *
   * @param directory with train_, test_ and RUL_ files, plain or .gz
   * @param subset such as FD001
   * @param origin the time of cycle 0
   * @param step from one cycle to the next
   */
  record Cmapss(Path directory, String subset, Instant origin, Duration step)
      implements SourceConfig {
    static Cmapss read(ConfigReader in) {
      return new Cmapss(
          Path.of(in.string("directory")),
          in.string("subset"),
          in.instant("origin"),
          in.duration("step"));
    }

    @Override
    public Format format() {
      return Format.CMAPSS;
    }

    @Override
    public MessageFile open(IngestConfig ingest) {
      return new CmapssFiles(
          new CmapssSource(
              directory,
              subset,
              ingest.telemetry().topic(),
              ingest.events().topic(),
              origin,
              step));
    }
  }

  /**
   * A delimited file.
   *
   * @param file it, plain or .gz
   * @param mapping what its columns mean
   * @param events what happened to the devices, if a file tells
   */
  record Csv(Path file, DelimitedMapping mapping, Optional<EventSource> events)
      implements SourceConfig {
    static Csv read(ConfigReader in) {
      return new Csv(
          Path.of(in.string("file")),
          new DelimitedMapping(
              in.has("delimiter") ? in.parsed("delimiter", Csv::delimiter) : ',',
              in.has("columns") ? in.strings("columns") : List.of(),
              device(in),
              timeColumn(in),
              in.optionalString("sequence"),
              in.sections("fields", Csv::field),
              in.optionalSection(
                  "failure",
                  rule ->
                      new DelimitedMapping.FailureRule(
                          rule.string("column"), rule.string("value")))),
          in.optionalSection("events", EventSource::read));
    }

    private static char delimiter(String text) {
      if (text.length() != 1) {
        throw new IllegalArgumentException("'%s' (expected: one character)".formatted(text));
      }
      return text.charAt(0);
    }

    static DeviceSource device(ConfigReader in) {
      return in.has("device.name")
          ? DeviceSource.constant(in.string("device.name"))
          : DeviceSource.column(in.string("device.column"));
    }

    static DelimitedMapping.TimeColumn timeColumn(ConfigReader in) {
      return new DelimitedMapping.TimeColumn(in.string("time.column"), timeFormat(in));
    }

    private static TimeFormat timeFormat(ConfigReader in) {
      String format = in.string("time.format");
      return switch (format) {
        case "iso" -> TimeFormat.iso();
        case "epoch-seconds" -> TimeFormat.epochSeconds();
        case "epoch-millis" -> TimeFormat.epochMillis();
        case "steps" -> TimeFormat.steps(in.instant("time.origin"), in.duration("time.step"));
        default -> in.parsed("time.format", TimeFormat::pattern);
      };
    }

    private static DelimitedField field(ConfigReader in) {
      String column = in.string("column");
      return new DelimitedField(
          column,
          in.optionalString("name").orElse(column),
          in.has("type")
              ? in.oneOf("type", DelimitedField.Type.class)
              : DelimitedField.Type.NUMBER);
    }

    @Override
    public Format format() {
      return Format.CSV;
    }

    @Override
    public MessageFile open(IngestConfig ingest) {
      String topic = ingest.events().topic();
      MessageFile readings = new DelimitedFile(file, mapping, ingest.telemetry().topic(), topic);
      return new JoinedFiles(readings, events.flatMap(e -> e.messages(topic)).stream().toList());
    }
  }
}
