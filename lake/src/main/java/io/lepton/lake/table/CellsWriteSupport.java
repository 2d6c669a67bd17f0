package io.lepton.lake.table;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Hands the cells of a row to Parquet, column by column. */
final class CellsWriteSupport extends WriteSupport<Cells> {
  private final MessageType schema;
  private final Kind[] kinds;
  private final String[] names;
  private RecordConsumer out;

  /** How a column is handed over; a switch on it is what the compiler makes fast. */
  private enum Kind {
    DOUBLE,
    LONG,
    INT,
    BOOLEAN,
    BYTES,
    MAP
  }

  CellsWriteSupport(StructType columns) {
    schema = parquet(columns);
    names = columns.fieldNames();
    kinds = new Kind[names.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kind(columns.fields()[i]);
    }
  }

  /** The schema as Spark itself would write it: times in microseconds, adjusted to UTC. */
  static MessageType parquet(StructType columns) {
    return new SparkToParquetSchemaConverter(
            false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false)
        .convert(columns);
  }

  private static Kind kind(StructField column) {
    DataType type = column.dataType();
    if (type.equals(DataTypes.DoubleType)) {
      return Kind.DOUBLE;
    } else if (type.equals(DataTypes.BooleanType)) {
      return Kind.BOOLEAN;
    } else if (type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType)) {
      return Kind.INT;
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      return Kind.LONG;
    } else if (type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType)) {
      return Kind.BYTES;
    } else if (type instanceof MapType) {
      return Kind.MAP;
    }
    throw new IllegalArgumentException(
        "columns: '%s' is %s (expected: a type that Cells can hold)"
            .formatted(column.name(), type.sql()));
  }

  private void writeMap(Map<String, String> map, GroupType type) {
    String entries = type.getFieldName(0);
    out.startGroup();
    if (!map.isEmpty()) {
      out.startField(entries, 0);
      map.forEach(
          (key, value) -> {
            out.startGroup();
            out.startField("key", 0);
            out.addBinary(Binary.fromString(key));
            out.endField("key", 0);
            out.startField("value", 1);
            out.addBinary(Binary.fromString(value));
            out.endField("value", 1);
            out.endGroup();
          });
      out.endField(entries, 0);
    }
    out.endGroup();
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
  public void write(Cells row) {
    out.startMessage();
    for (int i = 0; i < kinds.length; i++) {
      if (row.isPresent(i)) {
        out.startField(names[i], i);
        writeCell(row, i);
        out.endField(names[i], i);
      }
    }
    out.endMessage();
  }

  private void writeCell(Cells row, int column) {
    switch (kinds[column]) {
      case DOUBLE -> out.addDouble(row.doubleAt(column));
      case LONG -> out.addLong(row.longAt(column));
      case INT -> out.addInteger((int) row.longAt(column));
      case BOOLEAN -> out.addBoolean(row.longAt(column) != 0);
      case BYTES -> out.addBinary(Binary.fromConstantByteArray(row.bytesAt(column)));
      case MAP -> writeMap(row.mapAt(column), schema.getType(column).asGroupType());
    }
  }
}
