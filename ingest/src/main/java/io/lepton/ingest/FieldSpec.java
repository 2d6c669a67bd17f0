package io.lepton.ingest;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One field of a message and the column it becomes.
 *
 * @param name the field's name, in the message and in the table
 * @param type what it holds
 * @param presence whether a message may come without it
 * @param min smallest value that is physically possible
 * @param max largest value that is physically possible
 */
public record FieldSpec(String name, Type type, Presence presence, double min, double max)
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

    DataType column() {
      return column;
    }
  }

  /** Whether a message may come without a field. */
  public enum Presence {
    /** Absent or null makes a null. */
    OPTIONAL,
    /** Absent or null sends the message to quarantine. */
    REQUIRED
  }

  /** Checks the name and the range. */
  public FieldSpec {
    requireNonNull(type, "type");
    requireNonNull(presence, "presence");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: '%s' (expected: %s)".formatted(name, NAME));
    }
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "min: %s (expected: at most max = %s)".formatted(min, max));
    }
  }

  static FieldSpec read(ConfigReader in) {
    return new FieldSpec(
        in.string("name"),
        in.has("type") ? in.oneOf("type", Type.class) : Type.NUMBER,
        in.has("presence") ? in.oneOf("presence", Presence.class) : Presence.OPTIONAL,
        in.optionalNumber("min").orElse(-Double.MAX_VALUE),
        in.optionalNumber("max").orElse(Double.MAX_VALUE));
  }
}
