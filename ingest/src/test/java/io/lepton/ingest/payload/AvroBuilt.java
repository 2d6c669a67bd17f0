package io.lepton.ingest.payload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records as Avro's own library writes them. */
final class AvroBuilt {
  /** Nested, array, unions and logical types. */
  static final String MACHINE =
      """
      {"type": "record", "name": "Machine", "fields": [
        {"name": "device", "type": "string"},
        {"name": "time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "count", "type": ["null", "int"], "default": null},
        {"name": "samples", "type": ["null", {"type": "array", "items":
          {"type": "record", "name": "Sample", "fields": [
            {"name": "speed", "type": "float"},
            {"name": "oil", "type": ["null", {"type": "record", "name": "Oil", "fields": [
              {"name": "pressure", "type": {"type": "bytes", "logicalType": "decimal",
                "precision": 9, "scale": 3}},
              {"name": "ok", "type": "boolean", "default": true}]}], "default": null}]}}],
          "default": null},
        {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["IDLE", "BUSY"]},
          "default": "IDLE"},
        {"name": "tags", "type": {"type": "map", "values": "int"}, "default": {}}]}
      """;

  private AvroBuilt() {}

  static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  /** A record of one device, time and field {@code x} of some type. */
  static String withX(String type) {
    return """
           {"type": "record", "name": "R", "fields": [
             {"name": "device", "type": "string"}, {"name": "time", "type": "long"},
             {"name": "x", "type": %s}]}"""
        .formatted(type);
  }

  /** What {@link #withX} describes. */
  static byte[] recordWithX(String type, Object x) {
    Schema schema = schema(withX(type));
    return bytes(
        new GenericRecordBuilder(schema)
            .set("device", "d")
            .set("time", 1_000L)
            .set("x", x)
            .build());
  }

  static byte[] bytes(GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
