package io.lepton.lake.table;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The only way to name a table.
 *
 * @param layer how refined its rows are
 * @param name a noun in snake_case
 */
public record TableId(Layer layer, String name) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** Checks the name. */
  public TableId {
    requireNonNull(layer, "layer");
    requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("table: '%s' (expected: %s)".formatted(name, NAME));
    }
  }

  /** The folder under the lake's root. */
  public String path() {
    return layer.folder() + "/" + name;
  }

  /** As in SQL: {@code silver.telemetry}. */
  @Override
  public String toString() {
    return layer.folder() + "." + name;
  }
}
