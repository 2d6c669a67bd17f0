package io.lepton.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows to one new file of a table. Nobody sees the file until a commit names it; one that no
 * commit ever names is removed by the next vacuum.
 */
public final class TableFileWriter implements AutoCloseable {
  private final Path folder;
  private final StructType columns;
  private final Configuration configuration;
  private final Cells row;
  private final String name = "part-" + UUID.randomUUID() + ".snappy.parquet";
  private ParquetWriter<Cells> writer;
  private long rows;

  TableFileWriter(Path folder, StructType columns, Configuration configuration) {
    this.folder = folder;
    this.columns = columns;
    this.configuration = configuration;
    this.row = new Cells(columns.size());
  }

  /** The row to fill before {@link #write}; all null. */
  public Cells row() {
    row.clear();
    return row;
  }

  /** Writes the row. */
  public void write() {
    try {
      if (writer == null) {
        writer = open();
      }
      writer.write(row);
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** The name that the file has, or will have. */
  public String name() {
    return name;
  }

  /** Ends the file, if a row was written. */
  public Optional<NewFile> finish() {
    if (writer == null) {
      return Optional.empty();
    }
    try {
      writer.close();
      String statistics = FileStatistics.of(writer.getFooter(), columns);
      Path file = new Path(folder, name);
      long bytes = file.getFileSystem(configuration).getFileStatus(file).getLen();
      writer = null;
      return Optional.of(new NewFile(name, bytes, rows, statistics));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives up a file that was not finished. */
  @Override
  public void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        // The task has failed already, and an unfinished file is nobody's.
        return;
      } finally {
        writer = null;
      }
    }
  }

  private ParquetWriter<Cells> open() throws IOException {
    Builder builder =
        new Builder(
            HadoopOutputFile.fromPath(new Path(folder, name), configuration),
            new CellsWriteSupport(columns));
    builder
        .withConf(configuration)
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .withValidation(false);
    for (StructField column : columns.fields()) {
      if (!repeats(column)) {
        builder.withDictionaryEncoding(column.name(), false);
      }
    }
    return builder.build();
  }

  /**
   * Measured values and payloads hardly ever repeat: a dictionary of them is only tried in vain.
   */
  private static boolean repeats(StructField column) {
    return !column.dataType().equals(DataTypes.DoubleType)
        && !column.dataType().equals(DataTypes.BinaryType)
        && !column.dataType().equals(DataTypes.LongType);
  }

  private static final class Builder extends ParquetWriter.Builder<Cells, Builder> {
    private final CellsWriteSupport support;

    Builder(HadoopOutputFile file, CellsWriteSupport support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Cells> getWriteSupport(Configuration configuration) {
      return support;
    }
  }
}
