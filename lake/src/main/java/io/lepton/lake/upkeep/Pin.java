package io.lepton.lake.upkeep;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a table that must stay readable.
 *
 * @param table the table
 * @param version its version
 * @param by who needs it, for messages
 */
public record Pin(TableId table, long version, String by) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\b(bronze|silver|quarantine|gold)\\.([a-z][a-z0-9_]{0,62})@(\\d{1,18})\\b");

  /** Checks that nothing is missing. */
  public Pin {
    requireNonNull(table, "table");
    requireNonNull(by, "by");
    if (version < 0) {
      throw new IllegalArgumentException("version: %d (expected: >= 0)".formatted(version));
    }
  }

  /** Every reference such as {@code gold.training_set@4} in a text. */
  public static List<Pin> in(String text, String by) {
    List<Pin> pins = new ArrayList<>();
    Matcher found = REFERENCE.matcher(text);
    while (found.find()) {
      Layer layer = Layer.valueOf(found.group(1).toUpperCase(Locale.ROOT));
      pins.add(new Pin(new TableId(layer, found.group(2)), Long.parseLong(found.group(3)), by));
    }
    return pins;
  }

  /** As in manifests: {@code gold.training_set@4}. */
  public String reference() {
    return table + "@" + version;
  }
}
