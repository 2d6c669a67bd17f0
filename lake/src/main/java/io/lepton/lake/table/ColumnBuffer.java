package io.lepton.lake.table;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** One column of a row group, until the row group is whole. */
interface ColumnBuffer {
  /**
   * Takes this column's cell of a row.
   *
   * @return the bytes of it if they are many, as a payload's may be; else 0
   */
  int add(Cells row) throws IOException;

  /** About how many bytes it holds, compressed as far as pages are full. */
  long size();

  /** Writes the column to the row group that the file has begun. */
  void flush(ParquetFileWriter file) throws IOException;
}
