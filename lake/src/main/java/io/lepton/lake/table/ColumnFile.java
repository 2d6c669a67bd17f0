package io.lepton.lake.table;

import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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
  private final StructField[] fields;
  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final ColumnBuffer[] columns;
  private long rows;
  private long bytesSinceLook;

  /**
   * Begins a file.
   *
   * @param repeats which columns are likely to repeat values, so that a dictionary is tried
   */
  ColumnFile(
      Path path, StructType columns, Configuration configuration, Predicate<StructField> repeats)
      throws IOException {
    schema = parquet(columns);
    fields = columns.fields();
    ParquetProperties.Builder builder = ParquetProperties.builder();
    for (StructField field : fields) {
      if (!repeats.test(field)) {
        builder.withDictionaryEncoding(field.name(), false);
      }
    }
    properties = builder.build();
    codecs = new CodecFactory(configuration, properties.getPageSizeThreshold());
    this.columns = new ColumnBuffer[fields.length];
    begin();
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
  }

  /** The schema as Spark itself would write it: times in microseconds, adjusted to UTC. */
  private static MessageType parquet(StructType columns) {
    return new SparkToParquetSchemaConverter(
            false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false)
        .convert(columns);
  }

  /** A row group and room for its columns. */
  private void begin() {
    for (int i = 0; i < fields.length; i++) {
      columns[i] = column(i);
    }
    rows = 0;
  }

  private ColumnBuffer column(int index) {
    MessageType alone = new MessageType(schema.getName(), schema.getType(index));
    ColumnChunkPageWriteStore pages =
        new ColumnChunkPageWriteStore(
            new TrialCompressor(codecs.getCompressor(CompressionCodecName.SNAPPY)),
            alone,
            new HeapByteBufferAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    DataType type = fields[index].dataType();
    return isPlain(type) && !properties.isDictionaryEnabled(alone.getColumns().get(0))
        ? new PlainColumn(index, alone.getColumns().get(0), pages)
        : new EncodedColumn(index, type, alone, properties, pages);
  }

  private static boolean isPlain(DataType type) {
    return type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.TimestampType)
        || type.equals(DataTypes.BooleanType);
  }

  void write(Cells row) throws IOException {
    for (ColumnBuffer column : columns) {
      bytesSinceLook += column.add(row);
    }
    rows++;
    if (rows % ROWS_BETWEEN_LOOKS == 0 || bytesSinceLook > BYTES_BETWEEN_LOOKS) {
      bytesSinceLook = 0;
      long size = 0;
      for (ColumnBuffer column : columns) {
        size += column.size();
      }
      if (size > ROW_GROUP) {
        end();
        begin();
      }
    }
  }

  private void end() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      for (ColumnBuffer column : columns) {
        column.flush(file);
      }
      file.endBlock();
    }
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
