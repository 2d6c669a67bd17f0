package io.lepton.lake.table;

import java.io.IOException;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/** A column of text, bytes, INT or a map, in the encodings that Parquet chooses. */
final class EncodedColumn implements ColumnBuffer {
  private final int column;
  private final Kind kind;
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStoreV1 store;

  /** One; of a map the keys' and the values'. */
  private final ColumnWriter[] writers;

  private final int[] levels;

  private enum Kind {
    INT,
    BYTES,
    MAP
  }

  EncodedColumn(
      int column,
      DataType type,
      MessageType schema,
      ParquetProperties properties,
      ColumnChunkPageWriteStore pages) {
    this.column = column;
    this.kind = kind(type);
    this.pages = pages;
    store = new ColumnWriteStoreV1(schema, pages, pages, properties);
    writers = schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    levels =
        schema.getColumns().stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
  }

  private static Kind kind(DataType type) {
    if (type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType)) {
      return Kind.INT;
    } else if (type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType)) {
      return Kind.BYTES;
    } else if (type instanceof MapType) {
      return Kind.MAP;
    }
    throw new IllegalArgumentException(
        "columns: %s (expected: a type that Cells can hold)".formatted(type.sql()));
  }

  @Override
  public int add(Cells row) {
    int bytes = 0;
    if (kind == Kind.MAP) {
      addMap(row);
    } else if (!row.isPresent(column)) {
      writers[0].writeNull(0, 0);
    } else if (kind == Kind.INT) {
      writers[0].write((int) row.bitsAt(column), 0, levels[0]);
    } else {
      byte[] value = row.bytesAt(column);
      bytes = value.length;
      writers[0].write(Binary.fromConstantByteArray(value), 0, levels[0]);
    }
    store.endRecord();
    return bytes;
  }

  /** Repetition 0 begins a map, 1 goes on; definition 0 is no map, 1 an empty one. */
  private void addMap(Cells row) {
    Map<String, String> map = row.isPresent(column) ? row.mapAt(column) : Map.of();
    if (map.isEmpty()) {
      int definition = row.isPresent(column) ? 1 : 0;
      writers[0].writeNull(0, definition);
      writers[1].writeNull(0, definition);
      return;
    }
    int repetition = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      writers[0].write(Binary.fromString(entry.getKey()), repetition, levels[0]);
      writers[1].write(Binary.fromString(entry.getValue()), repetition, levels[1]);
      repetition = 1;
    }
  }

  @Override
  public long size() {
    return store.getBufferedSize();
  }

  @Override
  public void flush(ParquetFileWriter file) throws IOException {
    store.flush();
    pages.flushToFileWriter(file);
    store.close();
  }
}
