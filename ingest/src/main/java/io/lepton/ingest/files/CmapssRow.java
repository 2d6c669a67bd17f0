package io.lepton.ingest.files;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One row of a C-MAPSS file.
 *
 * @param unit number of the engine
 * @param cycle number of the flight
 * @param columns all 26, as written
 */
record CmapssRow(int unit, int cycle, String[] columns) {
  private static final int COLUMNS = 26;
  private static final int SETTINGS = 3;
  private static final int FIRST_SETTING = 2;
  private static final int FIRST_SENSOR = FIRST_SETTING + SETTINGS;
  private static final Pattern SPACES = Pattern.compile("[ \t]+");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  /** Nothing if the line is not 26 numbers. */
  static Optional<CmapssRow> parse(SourceLine line) {
    String[] columns = line.text().map(text -> SPACES.split(text.strip())).orElse(new String[0]);
    if (columns.length != COLUMNS
        || !COUNT.matcher(columns[0]).matches()
        || !COUNT.matcher(columns[1]).matches()) {
      return Optional.empty();
    }
    for (String column : columns) {
      if (!JsonObject.isNumber(column)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new CmapssRow(Integer.parseInt(columns[0]), Integer.parseInt(columns[1]), columns));
  }

  /** Train and test both count from 1: the prefix keeps their engines apart. */
  String device(String prefix) {
    return "%s-%03d".formatted(prefix, unit);
  }

  String json(String device, CmapssSource source) {
    JsonObject json =
        new JsonObject()
            .text("device", device)
            .text("time", source.time(cycle).toString())
            .literal("sequence", columns[1])
            .literal("cycle", columns[1]);
    for (int i = FIRST_SETTING; i < FIRST_SENSOR; i++) {
      json.literal("setting_" + (i - FIRST_SETTING + 1), columns[i]);
    }
    for (int i = FIRST_SENSOR; i < COLUMNS; i++) {
      json.literal("s_" + (i - FIRST_SENSOR + 1), columns[i]);
    }
    return json.end();
  }
}
