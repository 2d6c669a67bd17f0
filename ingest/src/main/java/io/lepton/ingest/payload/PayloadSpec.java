package io.lepton.ingest.payload;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the messages of a topic look like. Paths are read by {@link PayloadPath}; all lists they
 * name are the same one.
 *
 * @param format how the payload is written
 * @param device path of the device's name
 * @param time path of the event time
 * @param timeFormat how the event time is written
 * @param sequence path of the device's own count of messages, if it has one
 * @param channel paths of channel and value, if each reading is of one channel only
 * @param fields the columns; in long readings the channels
 * @param unknownFields what happens to fields that are not named here
 */
public record PayloadSpec(
    PayloadFormat format,
    String device,
    String time,
    TimeFormat timeFormat,
    Optional<String> sequence,
    Optional<ChannelPaths> channel,
    List<FieldSpec> fields,
    UnknownFields unknownFields)
    implements Serializable {

  /** How an event time is written. */
  public enum TimeFormat {
    /** Text with an offset: {@code 2026-01-01T05:00:00Z}. */
    ISO,
    /** A number of seconds since 1970 UTC, with or without a fraction. */
    EPOCH_SECONDS,
    /** A whole number of milliseconds since 1970 UTC. */
    EPOCH_MILLIS,
    /** A whole number of microseconds since 1970 UTC. */
    EPOCH_MICROS
  }

  /**
   * Where a long reading has its channel and its value.
   *
   * @param name path of the channel's name, which is the path of one of the fields
   * @param value path of the value
   */
  public record ChannelPaths(String name, String value) implements Serializable {
    static ChannelPaths read(ConfigReader in) {
      return new ChannelPaths(in.string("name"), in.string("value"));
    }
  }

  /** Checks that the paths fit together. */
  public PayloadSpec {
    requireNonNull(format, "format");
    requireNonNull(timeFormat, "timeFormat");
    requireNonNull(unknownFields, "unknownFields");
    fields = List.copyOf(fields);
    Stream<String> paths = Stream.concat(Stream.of(device, time), sequence.stream());
    if (channel.isPresent()) {
      paths = Stream.concat(paths, Stream.of(channel.get().name(), channel.get().value()));
    } else {
      paths = Stream.concat(paths, fields.stream().map(FieldSpec::path));
    }
    Set<List<String>> lists = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (String path : paths.toList()) {
      PayloadPath parsed = PayloadPath.parse(path);
      if (parsed.listDepth() > 0) {
        lists.add(parsed.list());
      }
      if (!seen.add(path)) {
        throw new IllegalArgumentException(
            "path: '%s' is there twice (expected: once)".formatted(path));
      }
    }
    if (lists.size() > 1) {
      throw new IllegalArgumentException(
          "path: lists %s (expected: one, whose elements are the readings)".formatted(lists));
    }
  }

  /** Reads the keys of a topic's section that are about its payload. */
  public static PayloadSpec read(ConfigReader in) {
    return new PayloadSpec(
        PayloadFormat.read(in),
        in.string("device"),
        in.string("time"),
        in.oneOf("time-format", TimeFormat.class),
        in.optionalString("sequence"),
        in.optionalSection("channel", ChannelPaths::read),
        in.sections("fields", FieldSpec::read),
        in.oneOf("unknown-fields", UnknownFields.class));
  }

  /** The names that lead to the list of readings; empty if a message is one reading. */
  public List<String> list() {
    Stream<String> paths = Stream.concat(Stream.of(device, time), sequence.stream());
    paths =
        Stream.concat(
            paths,
            channel.isPresent()
                ? Stream.of(channel.get().name(), channel.get().value())
                : fields.stream().map(FieldSpec::path));
    return paths
        .map(PayloadPath::parse)
        .filter(path -> path.listDepth() > 0)
        .findFirst()
        .map(PayloadPath::list)
        .orElse(List.of());
  }

  /** The same with more fields. */
  public PayloadSpec with(List<FieldSpec> more) {
    return new PayloadSpec(
        format,
        device,
        time,
        timeFormat,
        sequence,
        channel,
        Stream.concat(fields.stream(), more.stream()).toList(),
        unknownFields);
  }

  /** Optionals do not travel; lists of at most one do. */
  private Object writeReplace() {
    return new Travelling(
        format,
        device,
        time,
        timeFormat,
        sequence.stream().toList(),
        channel.stream().toList(),
        fields,
        unknownFields);
  }

  private record Travelling(
      PayloadFormat format,
      String device,
      String time,
      TimeFormat timeFormat,
      List<String> sequence,
      List<ChannelPaths> channel,
      List<FieldSpec> fields,
      UnknownFields unknownFields)
      implements Serializable {
    private Object readResolve() {
      return new PayloadSpec(
          format,
          device,
          time,
          timeFormat,
          sequence.stream().findFirst(),
          channel.stream().findFirst(),
          fields,
          unknownFields);
    }
  }
}
