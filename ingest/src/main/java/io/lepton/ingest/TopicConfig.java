package io.lepton.ingest;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * One topic and the tables its messages go to.
 *
 * @param topic where the messages are
 * @param table name of the bronze, silver and quarantine table
 * @param device field with the device's name
 * @param time field with the event time
 * @param timeFormat how the event time is written
 * @param sequence field with the device's own count of messages, if it has one
 * @param allowedLateness how far out of order a reading may come without being flagged as late
 * @param fields the other fields, in the order of the columns
 */
public record TopicConfig(
    String topic,
    String table,
    String device,
    String time,
    TimeFormat timeFormat,
    Optional<String> sequence,
    Duration allowedLateness,
    List<FieldSpec> fields) {

  /** How an event time is written. */
  public enum TimeFormat {
    /** Text with an offset: {@code 2026-01-01T05:00:00Z}. */
    ISO,
    /** A whole number of milliseconds since 1970 UTC. */
    EPOCH_MILLIS
  }

  /** Checks that names fit and are there once. */
  public TopicConfig {
    fields = List.copyOf(fields);
    TableId checked = TelemetryTables.bronze(table).id();
    Set<String> names = new HashSet<>(TelemetryTables.silver(table, List.of()).columnNames());
    for (FieldSpec field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "fields: '%s' is there twice or is a column of every %s (expected: another name)"
                .formatted(field.name(), checked));
      }
    }
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "allowed-lateness: %s (expected: >= 0)".formatted(allowedLateness));
    }
  }

  static TopicConfig read(ConfigReader in) {
    return new TopicConfig(
        in.string("topic"),
        in.string("table"),
        in.string("device"),
        in.string("time"),
        in.oneOf("time-format", TimeFormat.class),
        in.optionalString("sequence"),
        in.duration("allowed-lateness"),
        in.sections("fields", FieldSpec::read));
  }

  /** The silver table's contract. */
  public TableSpec silver() {
    List<StructField> columns =
        fields.stream()
            .map(f -> DataTypes.createStructField(f.name(), f.type().column(), true))
            .toList();
    return TelemetryTables.silver(table, columns);
  }
}
