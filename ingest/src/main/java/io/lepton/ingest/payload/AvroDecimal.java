package io.lepton.ingest.payload;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Bytes of a fixed or free length, some of which are decimal numbers. */
final class AvroDecimal {
  // a double holds no more; the conversion of a long one takes the square of its length
  private static final int MOST_BYTES = 128;

  private AvroDecimal() {}

  static boolean is(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal;
  }

  static byte[] bytes(Schema schema, AvroBytes in) throws RejectedException {
    boolean fixed = schema.getType() == Schema.Type.FIXED;
    return in.bytes(fixed ? schema.getFixedSize() : in.length());
  }

  /** The nearest double; infinite if it is too large for one. */
  static double toDouble(Schema schema, byte[] unscaled) {
    if (unscaled.length == 0) {
      return 0;
    }
    if (unscaled.length > MOST_BYTES) {
      return unscaled[0] < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return new BigDecimal(new BigInteger(unscaled), scale).doubleValue();
  }
}
