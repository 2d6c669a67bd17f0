package io.lepton.ingest.payload;

import java.util.List;
import org.apache.avro.Schema;

/** Passes over values, as critical of their bytes as one who uses them. */
final class AvroSkip {
  private AvroSkip() {}

  static void value(Schema schema, AvroBytes in) throws RejectedException {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> in.booleanValue();
      case INT -> in.intValue();
      case LONG -> in.longValue();
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case BYTES -> in.skip(in.length());
      case FIXED -> in.skip(schema.getFixedSize());
      case STRING -> in.skipText();
      case ENUM -> in.index(schema.getEnumSymbols().size());
      case UNION -> value(branch(schema, in), in);
      case RECORD -> record(schema, in);
      case ARRAY -> array(schema.getElementType(), in);
      case MAP -> map(schema.getValueType(), in);
    }
  }

  /** The schema of the value that a union has. */
  static Schema branch(Schema union, AvroBytes in) throws RejectedException {
    List<Schema> branches = union.getTypes();
    return branches.get(in.index(branches.size()));
  }

  private static void record(Schema schema, AvroBytes in) throws RejectedException {
    in.enter();
    for (Schema.Field field : schema.getFields()) {
      value(field.schema(), in);
    }
    in.leave();
  }

  private static void array(Schema element, AvroBytes in) throws RejectedException {
    in.enter();
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) {
        int before = in.position();
        value(element, in);
        in.requireProgress(before);
      }
    }
    in.leave();
  }

  private static void map(Schema value, AvroBytes in) throws RejectedException {
    in.enter();
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) {
        in.skipText();
        value(value, in);
      }
    }
    in.leave();
  }
}
