package io.lepton.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
  private ColumnFile writer;
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
        writer = new ColumnFile(path(), columns, configuration, TableFileWriter::repeats);
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
      String statistics = FileStatistics.of(writer.finish(), columns);
      Path file = path();
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
        writer.finish();
      } catch (IOException | RuntimeException e) {
        // The task has failed already, and an unfinished file is nobody's.
        return;
      } finally {
        writer = null;
      }
    }
  }

  private Path path() {
    return new Path(folder, name);
  }

  /**
   * Measured values, times and payloads hardly ever repeat: a dictionary of them is only tried in
   * vain. Of two truths there is none to be made.
   */
  private static boolean repeats(StructField column) {
    return !Set.of(
            DataTypes.DoubleType,
            DataTypes.LongType,
            DataTypes.TimestampType,
            DataTypes.BooleanType,
            DataTypes.BinaryType)
        .contains(column.dataType());
  }
}
