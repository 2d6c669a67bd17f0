package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * One column that goes into the message.
 *
 * @param column its name in the file
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
    TEXT
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
}
