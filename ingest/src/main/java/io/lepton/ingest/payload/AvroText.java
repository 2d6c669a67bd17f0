package io.lepton.ingest.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** Values as text: scalars as they are, records, lists and maps as JSON. */
final class AvroText {
  private AvroText() {}

  /** A value that is neither null nor a union. */
  static String value(Schema schema, AvroBytes in) throws RejectedException {
    return switch (schema.getType()) {
      case BOOLEAN -> Boolean.toString(in.booleanValue());
      case INT -> Integer.toString(in.intValue());
      case LONG -> Long.toString(in.longValue());
      case FLOAT -> Float.toString(in.floatValue());
      case DOUBLE -> Double.toString(in.doubleValue());
      case STRING -> new String(in.text(), StandardCharsets.UTF_8);
      case ENUM -> symbol(schema, in);
      case BYTES, FIXED -> bytes(schema, in);
      default -> ValueText.of(to -> write(schema, in, to));
    };
  }

  /** Whether such a value is a number that a double can hold. */
  static FieldSpec.Type type(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG, FLOAT, DOUBLE -> FieldSpec.Type.NUMBER;
      case BYTES, FIXED -> AvroDecimal.is(schema) ? FieldSpec.Type.NUMBER : FieldSpec.Type.TEXT;
      default -> FieldSpec.Type.TEXT;
    };
  }

  private static String symbol(Schema schema, AvroBytes in) throws RejectedException {
    return schema.getEnumSymbols().get(in.index(schema.getEnumSymbols().size()));
  }

  private static String bytes(Schema schema, AvroBytes in) throws RejectedException {
    byte[] bytes = AvroDecimal.bytes(schema, in);
    return AvroDecimal.is(schema)
        ? Double.toString(AvroDecimal.toDouble(schema, bytes))
        : ValueText.hex(bytes);
  }

  private static void write(Schema schema, AvroBytes in, JsonGenerator to)
      throws IOException, RejectedException {
    switch (schema.getType()) {
      case NULL -> to.writeNull();
      case BOOLEAN -> to.writeBoolean(in.booleanValue());
      case INT, LONG -> to.writeNumber(in.longValue());
      case FLOAT -> to.writeNumber(in.floatValue());
      case DOUBLE -> to.writeNumber(in.doubleValue());
      case UNION -> write(AvroSkip.branch(schema, in), in, to);
      case RECORD -> record(schema, in, to);
      case ARRAY -> array(schema.getElementType(), in, to);
      case MAP -> map(schema.getValueType(), in, to);
      default -> to.writeString(value(schema, in));
    }
    ValueText.requireSpace(to);
  }

  private static void record(Schema schema, AvroBytes in, JsonGenerator to)
      throws IOException, RejectedException {
    in.enter();
    to.writeStartObject();
    for (Schema.Field field : schema.getFields()) {
      to.writeFieldName(field.name());
      write(field.schema(), in, to);
    }
    to.writeEndObject();
    in.leave();
  }

  private static void array(Schema element, AvroBytes in, JsonGenerator to)
      throws IOException, RejectedException {
    in.enter();
    to.writeStartArray();
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) {
        int before = in.position();
        write(element, in, to);
        in.requireProgress(before);
      }
    }
    to.writeEndArray();
    in.leave();
  }

  private static void map(Schema value, AvroBytes in, JsonGenerator to)
      throws IOException, RejectedException {
    in.enter();
    to.writeStartObject();
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) {
        to.writeFieldName(new String(in.text(), StandardCharsets.UTF_8));
        write(value, in, to);
      }
    }
    to.writeEndObject();
    in.leave();
  }
}
