package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads lines of cells in UTF-8; each is a reading, and paths are the names of columns. */
final class CsvDecoder implements PayloadDecoder {
  private static final byte[] NONE = {};

  private final CsvScanner scanner;
  private final JsonNumber number = new JsonNumber();
  private final List<String> columns;

  /** What each column is; empty if it is not configured. */
  private final List<Optional<Place>> places;

  private final FieldSpec[] fields;
  private final NameTable nullValues;
  private final NameTable channels;
  private final EventTime time;
  private final UnknownFields policy;
  private RejectedException first;

  /** Paths of long readings; empty if readings are not. */
  private final String channelPath;

  private final String valuePath;

  /** Channel and value of the line. */
  private byte[] channel = NONE;

  private byte[] value = NONE;

  /**
   * A decoder of payloads that look so.
   *
   * @throws IllegalArgumentException if a path is no column
   */
  CsvDecoder(CsvFormat format, PayloadSpec spec) {
    List<Place> configured = Place.of(spec);
    for (Place place : configured) {
      if (!format.columns().contains(place.path())) {
        throw new IllegalArgumentException(
            "path: '%s' (expected: one of the columns %s)"
                .formatted(place.path(), format.columns()));
      }
    }
    scanner = new CsvScanner(format.delimiter());
    columns = format.columns();
    places =
        columns.stream()
            .map(name -> configured.stream().filter(p -> p.path().equals(name)).findFirst())
            .toList();
    fields = spec.fields().toArray(new FieldSpec[0]);
    nullValues = new NameTable(format.nullValues().stream().distinct().toList());
    channels =
        new NameTable(
            spec.channel().isPresent()
                ? spec.fields().stream().map(FieldSpec::path).toList()
                : List.of());
    channelPath = spec.channel().map(PayloadSpec.ChannelPaths::name).orElse("");
    valuePath = spec.channel().map(PayloadSpec.ChannelPaths::value).orElse("");
    time = new EventTime(spec);
    policy = spec.unknownFields();
  }

  @Override
  public void decode(byte[] payload, Readings into) throws RejectedException {
    into.clear();
    first = null;
    scanner.start(payload);
    while (!scanner.isAtEnd()) {
      line(into.add(), into.size());
    }
    if (first != null) {
      throw first;
    }
  }

  private void line(Reading reading, int line) throws RejectedException {
    channel = NONE;
    value = NONE;
    int cells = 0;
    boolean more = true;
    while (more) {
      more = scanner.cell();
      if (cells < columns.size()) {
        try {
          cell(cells, reading);
        } catch (RejectedException e) {
          note(e);
        }
      }
      cells++;
    }
    if (cells != columns.size()) {
      throw new RejectedException(
          Reason.MALFORMED,
          "line %d has %d cells (expected: %d)".formatted(line, cells, columns.size()));
    }
    try {
      resolve(reading);
    } catch (RejectedException e) {
      note(e);
    }
  }

  /** A broken cell further on counts more. */
  private void note(RejectedException problem) {
    if (first == null) {
      first = problem;
    }
  }

  private void cell(int column, Reading reading) throws RejectedException {
    byte[] bytes = scanner.bytes();
    int from = scanner.from();
    int to = scanner.to();
    if (nullValues.find(bytes, from, to) >= 0) {
      return;
    }
    if (places.get(column).isEmpty()) {
      unknown(columns.get(column), scanner.utf8(), reading);
      return;
    }
    Place place = places.get(column).get();
    switch (place.role()) {
      case NUMBER ->
          reading.number(
              place.field(), number(place.path(), fields[place.field()], bytes, from, to));
      case TEXT -> reading.text(place.field(), scanner.utf8());
      case DEVICE -> reading.device(scanner.utf8());
      case TIME -> reading.timeMicros(micros(place.path(), bytes, from, to));
      case SEQUENCE -> reading.sequence(sequence(place.path(), bytes, from, to));
      case CHANNEL -> channel = scanner.utf8();
      case VALUE -> value = scanner.utf8();
    }
  }

  /** Sets the value of a long reading, whose cells may come in either order. */
  private void resolve(Reading reading) throws RejectedException {
    if (channelPath.isEmpty()) {
      return;
    }
    if (channel.length == 0) {
      throw Rejections.missing(channelPath, "a value");
    }
    if (value == NONE) {
      return;
    }
    int field = channels.find(channel, 0, channel.length);
    if (field < 0) {
      unknown(text(channel, 0, channel.length), value, reading);
    } else if (fields[field].type() == FieldSpec.Type.TEXT) {
      reading.text(field, value);
    } else {
      reading.number(field, number(valuePath, fields[field], value, 0, value.length));
    }
  }

  private void unknown(String path, byte[] found, Reading reading) throws RejectedException {
    if (policy == UnknownFields.IGNORE) {
      return;
    }
    if (policy == UnknownFields.QUARANTINE) {
      throw Rejections.unknown(path);
    }
    boolean isNumber =
        number.scan(found, 0, found.length) == found.length && Double.isFinite(number.value());
    reading
        .unknown()
        .add(
            new Reading.UnknownField(
                path,
                text(found, 0, found.length),
                isNumber ? FieldSpec.Type.NUMBER : FieldSpec.Type.TEXT));
  }

  private double number(String path, FieldSpec field, byte[] bytes, int from, int to)
      throws RejectedException {
    if (number.scan(bytes, from, to) != to) {
      throw Rejections.wrongType(path, text(bytes, from, to), "a number");
    }
    double result = number.value();
    if (Double.isInfinite(result)) {
      throw Rejections.infinite(field, result);
    }
    return result;
  }

  private long sequence(String path, byte[] bytes, int from, int to) throws RejectedException {
    if (number.scan(bytes, from, to) != to || !number.isLong()) {
      throw Rejections.wrongType(path, text(bytes, from, to), "a whole number");
    }
    return number.longValue();
  }

  private long micros(String path, byte[] bytes, int from, int to) throws RejectedException {
    if (time.isText()) {
      return time.micros(bytes, from, to);
    }
    if (number.scan(bytes, from, to) != to) {
      throw Rejections.wrongType(path, text(bytes, from, to), time.expected());
    }
    return time.micros(number);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
