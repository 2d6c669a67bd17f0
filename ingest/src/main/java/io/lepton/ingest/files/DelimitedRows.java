package io.lepton.ingest.files;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Cells to readings, by a mapping whose columns were found in the file. */
final class DelimitedRows {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final DelimitedMapping mapping;
  private final int columns;
  private final OptionalInt device;
  private final int time;
  private final OptionalInt sequence;
  private final OptionalInt failure;
  private final int[] fields; // -1 for a constant

  /**
   * What a row says.
   *
   * @param failed whether it tells of a failure too
   */
  record Reading(String device, Instant time, long sequence, String json, boolean failed) {}

  DelimitedRows(DelimitedMapping mapping, ColumnNames names) {
    this.mapping = mapping;
    this.columns = names.size();
    this.device =
        mapping.device() instanceof DeviceSource.Column column
            ? OptionalInt.of(names.index(column.column()))
            : OptionalInt.empty();
    this.time = names.index(mapping.time().column());
    this.sequence = index(mapping.sequence(), names);
    this.failure = index(mapping.failure().map(DelimitedMapping.FailureRule::column), names);
    this.fields = mapping.fields().stream().mapToInt(field -> index(field, names)).toArray();
  }

  private static int index(DelimitedField field, ColumnNames names) {
    return field.type() == DelimitedField.Type.CONSTANT ? -1 : names.index(field.column());
  }

  private static OptionalInt index(Optional<String> column, ColumnNames names) {
    return column.isEmpty() ? OptionalInt.empty() : OptionalInt.of(names.index(column.get()));
  }

  /** Nothing if the cells do not fit the mapping. */
  Optional<Reading> read(String[] cells, long line) {
    if (cells.length != columns) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading(cells, line));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Reading reading(String[] cells, long line) {
    String name = device(cells);
    Instant at = mapping.time().format().parse(cells[time]);
    if (name.isEmpty() || at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw new DateTimeException("device '%s', time %s".formatted(name, at));
    }
    long number =
        sequence.isPresent() ? new BigDecimal(cells[sequence.getAsInt()]).longValueExact() : line;
    JsonObject json =
        new JsonObject()
            .text("device", name)
            .text("time", at.toString())
            .literal("sequence", Long.toString(number));
    for (int i = 0; i < fields.length; i++) {
      DelimitedField field = mapping.fields().get(i);
      write(json, field, fields[i] < 0 ? field.column() : cells[fields[i]]);
    }
    return new Reading(name, at, number, json.end(), failed(cells));
  }

  private String device(String[] cells) {
    return mapping.device() instanceof DeviceSource.Constant constant
        ? constant.device()
        : cells[device.getAsInt()];
  }

  private boolean failed(String[] cells) {
    return failure.isPresent()
        && mapping.failure().orElseThrow().value().equals(cells[failure.getAsInt()]);
  }

  private void write(JsonObject json, DelimitedField field, String cell) {
    if (cell.isEmpty()) {
      json.literal(field.name(), "null");
      return;
    }
    switch (field.type()) {
      case NUMBER -> json.literal(field.name(), number(cell));
      case TEXT, CONSTANT -> json.text(field.name(), cell);
      case TIME -> json.text(field.name(), mapping.time().format().parse(cell).toString());
    }
  }

  /** The text as it is where JSON has it so; +5 and .5 are numbers too. */
  private static String number(String cell) {
    return JsonObject.isNumber(cell) ? cell : new BigDecimal(cell).toString();
  }
}
