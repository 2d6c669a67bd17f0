package io.lepton.ingest;

import io.lepton.lake.table.Cells;
import io.lepton.lake.table.TelemetryTables;
import org.apache.spark.sql.types.StructType;

/** Fills the columns that say where a message stood and when it came. */
final class Coordinates {
  private final int topic;
  private final int partition;
  private final int offset;
  private final int kafkaTime;
  private final int ingestTime;
  private final long ingestMicros;

  Coordinates(StructType columns, long ingestMicros) {
    topic = columns.fieldIndex(TelemetryTables.KAFKA_TOPIC);
    partition = columns.fieldIndex(TelemetryTables.KAFKA_PARTITION);
    offset = columns.fieldIndex(TelemetryTables.KAFKA_OFFSET);
    kafkaTime = columns.fieldIndex(TelemetryTables.KAFKA_TIME);
    ingestTime = columns.fieldIndex(TelemetryTables.INGEST_TIME);
    this.ingestMicros = ingestMicros;
  }

  void fill(Cells row, MessageRow message) {
    row.set(topic, message.topic());
    row.set(partition, (long) message.partition());
    row.set(offset, message.offset());
    row.set(kafkaTime, message.timeMicros());
    row.set(ingestTime, ingestMicros);
  }

  /** When the message was read, in microseconds. */
  long ingestMicros() {
    return ingestMicros;
  }
}
