package io.lepton.ingest.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** A value of a message as JSON text, for formats that have no text form of their own. */
final class ValueText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_CHARACTERS = 1 << 20;

  private ValueText() {}

  /** Writes a value. */
  @FunctionalInterface
  interface Value {
    void write(JsonGenerator to) throws IOException, RejectedException;
  }

  /** The text; bytes are to be written as {@link #hex}. */
  static String of(Value value) throws RejectedException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = JSON.createGenerator(text)) {
      value.write(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Stops a text that grows much larger than its message, as one of many nulls can. */
  static void requireSpace(JsonGenerator to) throws RejectedException {
    if (((StringWriter) to.getOutputTarget()).getBuffer().length() > MOST_CHARACTERS) {
      throw new RejectedException(
          Reason.TOO_LARGE,
          "an unknown field has more than %d characters (expected: fewer)"
              .formatted(MOST_CHARACTERS));
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
