package io.lepton.lake.table;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createStructField;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** The contracts and column names of bronze, silver and quarantine. */
public final class TelemetryTables {
  /** Topic the message came from, or {@code file:NAME} for a line of a file. */
  public static final String KAFKA_TOPIC = "kafka_topic";

  /** Partition of the topic; 0 for a file. */
  public static final String KAFKA_PARTITION = "kafka_partition";

  /** Offset in the partition; the line number, from 1, for a file. */
  public static final String KAFKA_OFFSET = "kafka_offset";

  /** When the broker or the producer stamped the message. */
  public static final String KAFKA_TIME = "kafka_time";

  /** The message's key. */
  public static final String KEY = "key";

  /** The message's payload, untouched. */
  public static final String VALUE = "value";

  /** When Lepton read the message. */
  public static final String INGEST_TIME = "ingest_time";

  /** Which device a reading is of. */
  public static final String DEVICE_ID = "device_id";

  /** When the device took the reading. */
  public static final String EVENT_TIME = "event_time";

  /** The device's own count of messages; tells readings of the same instant apart. */
  public static final String SEQUENCE = "sequence";

  /** Whether the reading came after a later one of its device by more than the allowed lateness. */
  public static final String IS_LATE = "is_late";

  /** Seconds between this reading and the latest one of its device that came before; 0 in order. */
  public static final String LATE_BY = "late_by_seconds";

  /** Fields of the message that the configuration does not name, as text; where they are kept. */
  public static final String UNKNOWN_FIELDS = "unknown_fields";

  /** Why a row is in quarantine, one of a few codes. */
  public static final String REASON = "reason";

  /** What was found in the row and what was expected. */
  public static final String MESSAGE = "message";

  /** What makes a reading the same reading. */
  public static final List<String> READING_KEY = List.of(DEVICE_ID, EVENT_TIME, SEQUENCE);

  /** What makes a message the same message. */
  public static final List<String> MESSAGE_KEY =
      List.of(KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET);

  /** Where a message stood, and when. */
  public static final List<String> COORDINATES =
      List.of(KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET, KAFKA_TIME, INGEST_TIME);

  private TelemetryTables() {}

  /** Messages as they came. */
  public static TableSpec bronze(String name) {
    List<StructField> columns = coordinates();
    columns.add(nullable(KEY, BinaryType));
    columns.add(nullable(VALUE, BinaryType));
    return streamed(Layer.BRONZE, name, columns);
  }

  /** Readings, typed, valid, each once; late ones flagged. */
  public static TableSpec silver(String name, List<StructField> fields) {
    List<StructField> columns = new ArrayList<>();
    columns.add(nullable(DEVICE_ID, StringType));
    columns.add(nullable(EVENT_TIME, TimestampType));
    columns.add(nullable(SEQUENCE, LongType));
    columns.addAll(fields);
    columns.add(nullable(IS_LATE, BooleanType));
    columns.add(nullable(LATE_BY, DoubleType));
    columns.addAll(coordinates());
    // Days are in files of their own as they come; a device's rows are brought together by upkeep.
    return streamed(Layer.SILVER, name, columns).clusteredBy(DEVICE_ID);
  }

  /** Messages that were rejected, untouched, with the reason. */
  public static TableSpec quarantine(String name) {
    List<StructField> columns = coordinates();
    columns.add(nullable(KEY, BinaryType));
    columns.add(nullable(VALUE, BinaryType));
    columns.add(nullable(REASON, StringType));
    columns.add(nullable(MESSAGE, StringType));
    return streamed(Layer.QUARANTINE, name, columns);
  }

  /** A commit every second is usual; each tenth one writing a checkpoint would make itself felt. */
  private static TableSpec streamed(Layer layer, String name, List<StructField> columns) {
    return TableSpec.of(new TableId(layer, name), columns.toArray(new StructField[0]))
        .with("delta.checkpointInterval", "100");
  }

  private static List<StructField> coordinates() {
    List<StructField> columns = new ArrayList<>();
    columns.add(nullable(KAFKA_TOPIC, StringType));
    columns.add(nullable(KAFKA_PARTITION, IntegerType));
    columns.add(nullable(KAFKA_OFFSET, LongType));
    columns.add(nullable(KAFKA_TIME, TimestampType));
    columns.add(nullable(INGEST_TIME, TimestampType));
    return columns;
  }

  private static StructField nullable(String name, DataType type) {
    return createStructField(name, type, true);
  }
}
