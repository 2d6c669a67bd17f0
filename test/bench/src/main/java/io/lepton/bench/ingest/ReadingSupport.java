package io.lepton.bench.ingest;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.lepton.ingest.payload.Reading;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Hands readings to Parquet in the columns of silver, field by field and by hand. */
final class ReadingSupport extends WriteSupport<ParquetReading> {
  private final String[] numbers = Messages.names();
  private final MessageType schema;
  private final Binary topic;
  private final long ingestMicros;
  private RecordConsumer out;
  private int field;

  ReadingSupport(String topic, long ingestMicros) {
    this.topic = Binary.fromString(topic);
    this.ingestMicros = ingestMicros;
    Types.MessageTypeBuilder columns = Types.buildMessage();
    columns.optional(BINARY).as(stringType()).named("device_id");
    columns.optional(INT64).as(timestampType(true, MICROS)).named("event_time");
    columns.optional(INT64).named("sequence");
    for (String number : numbers) {
      columns.optional(DOUBLE).named(number);
    }
    columns.optional(BOOLEAN).named("is_late");
    columns.optional(DOUBLE).named("late_by_seconds");
    columns.optional(BINARY).as(stringType()).named("kafka_topic");
    columns.optional(INT32).named("kafka_partition");
    columns.optional(INT64).named("kafka_offset");
    columns.optional(INT64).as(timestampType(true, MICROS)).named("kafka_time");
    columns.optional(INT64).as(timestampType(true, MICROS)).named("ingest_time");
    schema = columns.named("silver");
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(ParquetReading row) {
    Reading reading = row.reading();
    out.startMessage();
    field = 0;
    text("device_id", Binary.fromConstantByteArray(reading.device()));
    number("event_time", reading.timeMicros());
    number("sequence", reading.sequence());
    for (int i = 0; i < numbers.length; i++) {
      double value = reading.number(i);
      if (Double.isNaN(value)) {
        field++;
      } else {
        number(numbers[i], value);
      }
    }
    out.startField("is_late", field);
    out.addBoolean(false);
    out.endField("is_late", field++);
    number("late_by_seconds", 0.0);
    text("kafka_topic", topic);
    out.startField("kafka_partition", field);
    out.addInteger(row.partition());
    out.endField("kafka_partition", field++);
    number("kafka_offset", row.offset());
    number("kafka_time", row.kafkaMillis() * 1000);
    number("ingest_time", ingestMicros);
    out.endMessage();
  }

  private void number(String name, long value) {
    out.startField(name, field);
    out.addLong(value);
    out.endField(name, field++);
  }

  private void number(String name, double value) {
    out.startField(name, field);
    out.addDouble(value);
    out.endField(name, field++);
  }

  private void text(String name, Binary value) {
    out.startField(name, field);
    out.addBinary(value);
    out.endField(name, field++);
  }
}
