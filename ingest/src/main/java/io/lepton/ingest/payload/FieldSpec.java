package io.lepton.ingest.payload;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One field of a message and the column it becomes.
 *
 * @param name the column's name
 * @param path where the message has it, as {@link PayloadPath} reads it; in long readings the
 *     channel's name
 * @param type what it holds
 * @param presence whether a message may come without it
 * @param range what is physically possible
 * @param unit the unit of the column, kept as its comment; empty if it has none
 */
public record FieldSpec(
    String name, String path, Type type, Presence presence, Range range, String unit)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** What a field holds. */
  public enum Type {
    /** A finite number, kept as DOUBLE. */
    NUMBER(DataTypes.DoubleType),
    /** Text, kept as STRING. */
    TEXT(DataTypes.StringType);

    private final DataType column;

    Type(DataType column) {
      this.column = column;
    }
  }

  /** Whether a message may come without a field. */
  public enum Presence {
    /** Absent or null makes a null. */
    OPTIONAL,
    /** Absent or null sends the message to quarantine. */
    REQUIRED
  }

  /**
   * What is physically possible, both ends included.
   *
   * @param min smallest value
   * @param max largest value
   */
  public record Range(double min, double max) implements Serializable {
    /** Every finite number. */
    public static final Range ANY = new Range(-Double.MAX_VALUE, Double.MAX_VALUE);

    /** Checks the order. */
    public Range {
      if (!(min <= max)) {
        throw new IllegalArgumentException(
            "min: %s (expected: at most max = %s)".formatted(min, max));
      }
    }

    /** Whether a value is within. */
    public boolean holds(double value) {
      return value >= min && value <= max;
    }
  }

  /** Checks the name. */
  public FieldSpec {
    requireNonNull(type, "type");
    requireNonNull(presence, "presence");
    requireNonNull(range, "range");
    requireNonNull(unit, "unit");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: '%s' (expected: %s)".formatted(name, NAME));
    }
    if (path.isEmpty()) {
      throw new IllegalArgumentException("path: '' (expected: where the message has the field)");
    }
  }

  /** An optional number of any value, under the same name in the message and in the table. */
  public static FieldSpec number(String name) {
    return new FieldSpec(name, name, Type.NUMBER, Presence.OPTIONAL, Range.ANY, "");
  }

  /** An optional text, under the same name in the message and in the table. */
  public static FieldSpec text(String name) {
    return new FieldSpec(name, name, Type.TEXT, Presence.OPTIONAL, Range.ANY, "");
  }

  /** The same, which a message must have. */
  public FieldSpec required() {
    return new FieldSpec(name, path, type, Presence.REQUIRED, range, unit);
  }

  /** The same, found at another place of the message. */
  public FieldSpec at(String otherPath) {
    return new FieldSpec(name, otherPath, type, presence, range, unit);
  }

  /** The same, with what is physically possible. */
  public FieldSpec within(double min, double max) {
    return new FieldSpec(name, path, type, presence, new Range(min, max), unit);
  }

  /** Reads one of the sections {@code fields}. */
  public static FieldSpec read(ConfigReader in) {
    String name = in.string("name");
    return new FieldSpec(
        name,
        in.optionalString("path").orElse(name),
        in.has("type") ? in.oneOf("type", Type.class) : Type.NUMBER,
        in.has("presence") ? in.oneOf("presence", Presence.class) : Presence.OPTIONAL,
        new Range(
            in.optionalNumber("min").orElse(Range.ANY.min()),
            in.optionalNumber("max").orElse(Range.ANY.max())),
        in.optionalString("unit").orElse(""));
  }

  /** The column of silver. */
  public StructField column() {
    StructField column = DataTypes.createStructField(name, type.column, true);
    return unit.isEmpty()
        ? column
        : DataTypes.createStructField(
            name, type.column, true, new MetadataBuilder().putString("comment", unit).build());
  }
}
