package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * One column that goes into the message.
 *
 * @param column its name in the file; of a constant, the text that every message has
 * @param name its name in the message
 * @param type what its cells hold
 */
public record DelimitedField(String column, String name, Type type) {
  private static final Set<String> TAKEN = Set.of("device", "time", "sequence");

  /** What the cells of a column hold. */
  public enum Type {
    /** A number; its text is kept. */
    NUMBER,
    /** Anything. */
    TEXT,
    /** A time in the format of the event time; empty for none. */
    TIME,
    /** No column of the file: the same text in every message. */
    CONSTANT
  }

  /** Checks that the name is free. */
  public DelimitedField {
    requireNonNull(column, "column");
    requireNonNull(type, "type");
    if (TAKEN.contains(name)) {
      throw new IllegalArgumentException(
          "name: '%s' (expected: none of device, time, sequence)".formatted(name));
    }
  }

  /** A column of numbers. */
  public static DelimitedField number(String column, String name) {
    return new DelimitedField(column, name, Type.NUMBER);
  }

  /** A column of text. */
  public static DelimitedField text(String column, String name) {
    return new DelimitedField(column, name, Type.TEXT);
  }

  /** A column of times. */
  public static DelimitedField time(String column, String name) {
    return new DelimitedField(column, name, Type.TIME);
  }

  /** The same text in every message. */
  public static DelimitedField constant(String text, String name) {
    return new DelimitedField(text, name, Type.CONSTANT);
  }
}
