package io.lepton.lake.table;

import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Parquet file that takes rows of cells straight to its columns: the layer above them in Parquet
 * keeps track of nested records, which these are not.
 */
final class ColumnFile {
  private static final long ROW_GROUP = 128 << 20;
  private static final int MOST_PADDING = 8 << 20;

  /** How often the size of the row group is looked at: it costs a walk over all columns. */
  private static final int ROWS_BETWEEN_LOOKS = 1000;

  private static final long BYTES_BETWEEN_LOOKS = 16 << 20;

  private final MessageType schema;
  private final Kind[] kinds;

  /** Where the leaves of each column begin. */
  private final int[] leaves;

  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStoreV1 store;
  private ColumnWriter[] writers;
  private long rows;
  private long bytesSinceLook;

  private enum Kind {
    DOUBLE,
    LONG,
    INT,
    BOOLEAN,
    BYTES,
    MAP
  }

  ColumnFile(
      Path path, StructType columns, Configuration configuration, Predicate<StructField> repeats)
      throws IOException {
    schema = parquet(columns);
    StructField[] fields = columns.fields();
    kinds = new Kind[fields.length];
    leaves = new int[fields.length];
    ParquetProperties.Builder builder =
        ParquetProperties.builder().withValuesWriterFactory(new ColumnEncodings());
    int leaf = 0;
    for (int i = 0; i < fields.length; i++) {
      kinds[i] = kind(fields[i].dataType());
      leaves[i] = leaf;
      leaf += kinds[i] == Kind.MAP ? 2 : 1;
      if (!repeats.test(fields[i])) {
        builder.withDictionaryEncoding(fields[i].name(), false);
      }
    }
    properties = builder.build();
    codecs = new CodecFactory(configuration, properties.getPageSizeThreshold());
    file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP,
            MOST_PADDING,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    file.start();
    begin();
  }

  /** The schema as Spark itself would write it: times in microseconds, adjusted to UTC. */
  private static MessageType parquet(StructType columns) {
    return new SparkToParquetSchemaConverter(
            false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false)
        .convert(columns);
  }

  private static Kind kind(DataType type) {
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
        "columns: %s (expected: a type that Cells can hold)".formatted(type.sql()));
  }

  /** A row group and room for its columns. */
  private void begin() {
    pages =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.SNAPPY),
            schema,
            new HeapByteBufferAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    store = new ColumnWriteStoreV1(schema, pages, pages, properties);
    writers = schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    rows = 0;
  }

  void write(Cells row) throws IOException {
    for (int i = 0; i < kinds.length; i++) {
      ColumnWriter writer = writers[leaves[i]];
      if (kinds[i] == Kind.MAP) {
        writeMap(row, i);
      } else if (!row.isPresent(i)) {
        writer.writeNull(0, 0);
      } else {
        write(writer, row, i);
      }
    }
    store.endRecord();
    rows++;
    if (rows % ROWS_BETWEEN_LOOKS == 0 || bytesSinceLook > BYTES_BETWEEN_LOOKS) {
      bytesSinceLook = 0;
      if (store.getBufferedSize() > ROW_GROUP) {
        end();
        begin();
      }
    }
  }

  private void write(ColumnWriter writer, Cells row, int column) {
    switch (kinds[column]) {
      case DOUBLE -> writer.write(row.doubleAt(column), 0, 1);
      case LONG -> writer.write(row.longAt(column), 0, 1);
      case INT -> writer.write((int) row.longAt(column), 0, 1);
      case BOOLEAN -> writer.write(row.longAt(column) != 0, 0, 1);
      default -> {
        byte[] bytes = row.bytesAt(column);
        bytesSinceLook += bytes.length;
        writer.write(Binary.fromConstantByteArray(bytes), 0, 1);
      }
    }
  }

  /** Repetition 0 begins a map, 1 goes on; definition 0 is no map, 1 an empty one. */
  private void writeMap(Cells row, int column) {
    ColumnWriter keys = writers[leaves[column]];
    ColumnWriter values = writers[leaves[column] + 1];
    Map<String, String> map = row.isPresent(column) ? row.mapAt(column) : Map.of();
    if (map.isEmpty()) {
      int definition = row.isPresent(column) ? 1 : 0;
      keys.writeNull(0, definition);
      values.writeNull(0, definition);
      return;
    }
    int keyLevel = level(column, 0);
    int valueLevel = level(column, 1);
    int repetition = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      keys.write(Binary.fromString(entry.getKey()), repetition, keyLevel);
      values.write(Binary.fromString(entry.getValue()), repetition, valueLevel);
      repetition = 1;
    }
  }

  private int level(int column, int leaf) {
    ColumnDescriptor descriptor = schema.getColumns().get(leaves[column] + leaf);
    return descriptor.getMaxDefinitionLevel();
  }

  private void end() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      store.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    store.close();
  }

  /** Ends the file. */
  ParquetMetadata finish() throws IOException {
    try {
      end();
      file.end(Map.of());
      return file.getFooter();
    } finally {
      codecs.release();
    }
  }
}
