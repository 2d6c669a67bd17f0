package io.lepton.ingest.payload;

import io.lepton.lake.config.ConfigReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines of cells in UTF-8, quoted as RFC 4180 says; each line is a reading.
 *
 * @param columns the names of the cells, in order
 * @param delimiter what stands between cells, an ASCII character
 * @param nullValues cells that mean there is no value
 */
public record CsvFormat(List<String> columns, char delimiter, List<String> nullValues)
    implements PayloadFormat {
  private static final List<String> EMPTY_IS_NULL = List.of("");

  /** Checks columns and delimiter. */
  public CsvFormat {
    columns = List.copyOf(columns);
    nullValues = List.copyOf(nullValues);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("columns: [] (expected: the names of the cells in order)");
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            "columns: '%s' is there twice (expected: once)".formatted(column));
      }
    }
    if (delimiter >= 0x80 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "delimiter: '%s' (expected: an ASCII character, no quote or end of line)"
              .formatted(delimiter));
    }
  }

  /** Reads the section {@code csv} of a topic. */
  static CsvFormat read(ConfigReader in) {
    return new CsvFormat(
        in.strings("columns"),
        in.has("delimiter") ? in.parsed("delimiter", CsvFormat::character) : ',',
        in.has("null-values") ? in.strings("null-values") : EMPTY_IS_NULL);
  }

  private static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("'%s' (expected: one character)".formatted(text));
    }
    return text.charAt(0);
  }

  @Override
  public PayloadDecoder decoder(PayloadSpec spec) {
    return new CsvDecoder(this, spec);
  }
}
