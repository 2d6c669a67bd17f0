package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the values of a payload into a reading. The first one that is wrong is kept for the end: if
 * the payload is broken further on, that counts.
 */
final class JsonValues {
  private final JsonScanner scanner;
  private final FieldSpec[] fields;
  private final EventTime time;
  private final UnknownFields policy;
  private RejectedException first;

  /** The device of the last message: most likely this one's, too. */
  private byte[] device = {};

  JsonValues(PayloadSpec spec, JsonScanner scanner) {
    this.scanner = scanner;
    fields = spec.fields().toArray(new FieldSpec[0]);
    time = new EventTime(spec);
    policy = spec.unknownFields();
  }

  /** Forgets what was wrong. */
  void clear() {
    first = null;
  }

  /** Keeps what is wrong if it is the first. */
  void note(RejectedException problem) {
    if (first == null) {
      first = problem;
    }
  }

  /** Throws what was wrong first, if anything was. */
  void throwFirst() throws RejectedException {
    if (first != null) {
      throw first;
    }
  }

  /** Goes over a value that is none of those expected. */
  void wrongType(String path, String expected, int depth) throws RejectedException {
    int c = scanner.peek();
    int from = scanner.at();
    scanner.skip(depth);
    if (first == null) {
      String found =
          c == '"'
              ? scanner.text()
              : c == '{' || c == '[' ? "an object or list" : scanner.since(from);
      first = Rejections.wrongType(path, found, expected);
    }
  }

  void number(String path, int field, Reading reading, int depth) throws RejectedException {
    if (!JsonScanner.startsNumber(scanner.peek())) {
      wrongType(path, "a number", depth);
      return;
    }
    double value = scanner.number().value();
    if (Double.isInfinite(value)) {
      note(Rejections.infinite(fields[field], value));
    }
    reading.number(field, value);
  }

  void text(String path, int field, Reading reading, int depth) throws RejectedException {
    int c = scanner.peek();
    if (policy == UnknownFields.EVOLVE && "tf{[".indexOf(c) >= 0) {
      // As such a value made the column, it must fit into it.
      int from = scanner.at();
      scanner.skip(depth);
      reading.text(field, scanner.since(from).getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (c != '"') {
      wrongType(path, "text", depth);
      return;
    }
    scanner.string();
    reading.text(field, scanner.utf8());
  }

  void device(String path, Reading reading, int depth) throws RejectedException {
    if (scanner.peek() != '"') {
      wrongType(path, "text", depth);
      return;
    }
    scanner.string();
    if (!scanner.isText(device)) {
      device = scanner.utf8();
    }
    reading.device(device);
  }

  void sequence(String path, Reading reading, int depth) throws RejectedException {
    if (!JsonScanner.startsNumber(scanner.peek())) {
      wrongType(path, "a whole number", depth);
      return;
    }
    JsonNumber number = scanner.number();
    if (number.isLong()) {
      reading.sequence(number.longValue());
    } else {
      note(Rejections.wrongType(path, number.toString(), "a whole number"));
    }
  }

  void time(String path, Reading reading, int depth) throws RejectedException {
    if (time.isText() ? scanner.peek() != '"' : !JsonScanner.startsNumber(scanner.peek())) {
      wrongType(path, time.expected(), depth);
      return;
    }
    if (time.isText()) {
      scanner.string();
    } else {
      scanner.number();
    }
    try {
      reading.timeMicros(time.isText() ? scanner.micros(time) : time.micros(scanner.lastNumber()));
    } catch (RejectedException e) {
      note(e);
    }
  }

  /** Goes over the value of the member whose name was read last, which is not expected. */
  void unknown(JsonShape shape, Reading reading, int depth) throws RejectedException {
    if (policy == UnknownFields.IGNORE) {
      scanner.skip(depth);
    } else {
      unknown(shape.path(scanner.text()), reading, depth);
    }
  }

  /** Goes over the value of a path that is not expected. */
  void unknown(String path, Reading reading, int depth) throws RejectedException {
    int c = scanner.peek();
    int from = scanner.at();
    scanner.skip(depth);
    if (c == 'n' || policy == UnknownFields.IGNORE) {
      return;
    }
    if (policy == UnknownFields.QUARANTINE) {
      note(Rejections.unknown(path));
      return;
    }
    boolean isNumber = JsonScanner.startsNumber(c) && Double.isFinite(scanner.lastNumber().value());
    List<Reading.UnknownField> unknown = reading.unknown();
    unknown.add(
        new Reading.UnknownField(
            path,
            c == '"' ? scanner.text() : scanner.since(from),
            isNumber ? FieldSpec.Type.NUMBER : FieldSpec.Type.TEXT));
  }
}
