package io.lepton.ingest;

import io.lepton.ingest.kafka.StartPosition;
import io.lepton.ingest.kafka.TopicSelection;
import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.UnknownFields;
import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * One topic and the tables its messages go to.
 *
 * @param topics where the messages are
 * @param start where a new table starts in them
 * @param table name of the bronze, silver and quarantine table
 * @param payload what the messages look like
 * @param arrival what is asked of them as they come
 */
public record TopicConfig(
    TopicSelection topics,
    StartPosition start,
    String table,
    PayloadSpec payload,
    ArrivalConfig arrival)
    implements Serializable {
  /** Checks that names fit and are there once. */
  public TopicConfig {
    TableId checked = TelemetryTables.bronze(table).id();
    Set<String> names = new HashSet<>(TelemetryTables.silver(table, List.of()).columnNames());
    names.add(TelemetryTables.UNKNOWN_FIELDS);
    for (FieldSpec field : payload.fields()) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "fields: '%s' is there twice or is a column of every %s (expected: another name)"
                .formatted(field.name(), checked));
      }
    }
  }

  static TopicConfig read(ConfigReader in) {
    return new TopicConfig(
        TopicSelection.read(in),
        in.parsed("start", StartPosition::parse),
        in.string("table"),
        PayloadSpec.read(in),
        ArrivalConfig.read(in));
  }

  /**
   * The topic that messages are published to; for a selection of several, the first one.
   *
   * @throws PipelineException if topics are selected by a pattern
   */
  public String topic() {
    if (topics.names().isEmpty()) {
      throw PipelineException.config(
          "Cannot publish to %s: it is a pattern (expected: a topic's name). Set ingest.telemetry.topic."
              .formatted(topics));
    }
    return topics.names().get(0);
  }

  /** The silver table's contract. */
  public TableSpec silver() {
    List<StructField> columns = new ArrayList<>();
    payload.fields().forEach(field -> columns.add(field.column()));
    if (payload.unknownFields() == UnknownFields.KEEP) {
      columns.add(
          DataTypes.createStructField(
              TelemetryTables.UNKNOWN_FIELDS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              true));
    }
    return TelemetryTables.silver(table, columns);
  }

  /** The same with more fields. */
  public TopicConfig with(List<FieldSpec> more) {
    return new TopicConfig(topics, start, table, payload.with(more), arrival);
  }

  /**
   * The same messages on their way to tables beside its own, however many of them are rejected, and
   * without bronze.
   *
   * @param suffix what the names of these tables end in
   * @param horizon how long a reading is remembered
   */
  TopicConfig shadow(String suffix, Duration horizon) {
    ArrivalConfig patient =
        new ArrivalConfig(arrival.allowedLateness(), horizon, arrival.maxMessageBytes(), 1, false);
    return new TopicConfig(topics, start, table + suffix, payload, patient);
  }
}
