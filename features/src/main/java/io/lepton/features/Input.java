package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A column of silver that features are made of.
 *
 * @param column its name
 * @param categories the values of a text that the training readings have, sorted; empty for a
 *     number. A text becomes the number of its category, and nothing where it has none
 */
public record Input(String column, List<String> categories) implements Serializable {
  /** Copies the list. */
  public Input {
    requireNonNull(column, "column");
    categories = List.copyOf(categories);
  }

  boolean isText() {
    return !categories.isEmpty();
  }

  /** In words, why the column of a table cannot be it; nothing if it can. */
  Optional<String> misfit(StructType table) {
    String found = "missing";
    if (List.of(table.fieldNames()).contains(column)) {
      DataType type = table.apply(column).dataType();
      boolean holdsText = type.sameType(DataTypes.StringType);
      if (holdsText == isText()) {
        return Optional.empty();
      }
      found = holdsText ? "text" : "of type " + type.simpleString();
    }
    return Optional.of(
        "'%s' is %s (expected: %s)".formatted(column, found, isText() ? "text" : "a number"));
  }
}
