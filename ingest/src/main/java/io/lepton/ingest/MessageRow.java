package io.lepton.ingest;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A message as Spark's Kafka source hands it over: one view, moved from row to row. */
final class MessageRow {
  /** The columns of Spark's Kafka source, in its order. */
  static final StructType COLUMNS =
      new StructType()
          .add("key", DataTypes.BinaryType)
          .add("value", DataTypes.BinaryType)
          .add("topic", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("timestamp", DataTypes.TimestampType)
          .add("timestampType", DataTypes.IntegerType);

  private static final int KEY = 0;
  private static final int VALUE = 1;
  private static final int TOPIC = 2;
  private static final int PARTITION = 3;
  private static final int OFFSET = 4;
  private static final int TIMESTAMP = 5;

  private InternalRow row;
  private UTF8String topic;
  private byte[] topicBytes = {};
  private int partition = -1;
  private String source = "";

  /** Moves to another row; answers whether it is of another source than the one before. */
  boolean moveTo(InternalRow next) {
    row = next;
    UTF8String nextTopic = next.getUTF8String(TOPIC);
    int nextPartition = next.getInt(PARTITION);
    if (nextPartition == partition && nextTopic.equals(topic)) {
      return false;
    }
    topic = nextTopic.copy();
    topicBytes = topic.getBytes();
    partition = nextPartition;
    source = Sources.name(topic.toString(), partition);
    return true;
  }

  /** Where the message stands, without its content; stays when this view moves on. */
  MessageRow place() {
    MessageRow place = new MessageRow();
    place.moveTo(
        new GenericInternalRow(
            new Object[] {null, null, topic, partition, offset(), timeMicros(), 0}));
    return place;
  }

  String source() {
    return source;
  }

  byte[] topic() {
    return topicBytes;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return row.getLong(OFFSET);
  }

  long timeMicros() {
    return row.getLong(TIMESTAMP);
  }

  /** Null if the message has none. */
  byte[] key() {
    return row.isNullAt(KEY) ? null : row.getBinary(KEY);
  }

  /** Null if the message has none. */
  byte[] value() {
    return row.isNullAt(VALUE) ? null : row.getBinary(VALUE);
  }
}
