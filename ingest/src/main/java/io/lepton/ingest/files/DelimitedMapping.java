package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a delimited file mean.
 *
 * @param delimiter between two cells
 * @param columns names of the columns; empty if the first line says them
 * @param device which device a row is of
 * @param time when a row was measured
 * @param sequence column with the row's number within its device; the line's number if absent
 * @param fields the columns that go into the message, in its order
 * @param failure which rows tell of a failure
 */
public record DelimitedMapping(
    char delimiter,
    List<String> columns,
    DeviceSource device,
    TimeColumn time,
    Optional<String> sequence,
    List<DelimitedField> fields,
    Optional<FailureRule> failure) {

  /**
   * The column with the event time.
   *
   * @param column its name
   * @param format how its cells are to be read
   */
  public record TimeColumn(String column, TimeFormat format) {
    /** Checks that nothing is null. */
    public TimeColumn {
      requireNonNull(column, "column");
      requireNonNull(format, "format");
    }
  }

  /**
   * A row with this value in this column is also a failure of its device.
   *
   * @param column its name
   * @param value compared as text
   */
  public record FailureRule(String column, String value) {
    /** Checks that nothing is null. */
    public FailureRule {
      requireNonNull(column, "column");
      requireNonNull(value, "value");
    }
  }

  /** Copies the lists; checks that each field has a name of its own. */
  public DelimitedMapping {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("delimiter: a quote or line end (expected: neither)");
    }
    columns = List.copyOf(columns);
    requireNonNull(device, "device");
    requireNonNull(time, "time");
    requireNonNull(sequence, "sequence");
    fields = List.copyOf(fields);
    requireNonNull(failure, "failure");
    requireOwnNames(fields);
  }

  private static void requireOwnNames(List<DelimitedField> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fields: none (expected: one at least)");
    }
    Set<String> names = new HashSet<>();
    for (DelimitedField field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "fields: '%s' twice (expected: each name once)".formatted(field.name()));
      }
    }
  }

  /** Commas, names in the first line, no sequence column, no failures. */
  public static DelimitedMapping of(
      DeviceSource device, TimeColumn time, List<DelimitedField> fields) {
    return new DelimitedMapping(
        ',', List.of(), device, time, Optional.empty(), fields, Optional.empty());
  }

  /** The same with another delimiter. */
  public DelimitedMapping withDelimiter(char newDelimiter) {
    return new DelimitedMapping(newDelimiter, columns, device, time, sequence, fields, failure);
  }

  /** The same for a file without a line of names. */
  public DelimitedMapping withColumns(List<String> newColumns) {
    return new DelimitedMapping(delimiter, newColumns, device, time, sequence, fields, failure);
  }

  /** The same with a sequence column. */
  public DelimitedMapping withSequence(String column) {
    return new DelimitedMapping(
        delimiter, columns, device, time, Optional.of(column), fields, failure);
  }

  /** The same with a rule for failures. */
  public DelimitedMapping withFailure(String column, String value) {
    return new DelimitedMapping(
        delimiter,
        columns,
        device,
        time,
        sequence,
        fields,
        Optional.of(new FailureRule(column, value)));
  }
}
