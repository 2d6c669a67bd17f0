package io.lepton.lake.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A column of DOUBLE, INT64 or BOOLEAN in Parquet's PLAIN encoding, a page at a time. Parquet's own
 * writer takes each value through four objects for its levels, its statistics and its bytes.
 */
final class PlainColumn implements ColumnBuffer {
  /** Parquet's own limit of a page. */
  private static final int MOST_ROWS = 20_000;

  private static final int FIRST_ROWS = 64;

  private final int column;
  private final PrimitiveType type;
  private final boolean isOptional;
  private final ColumnChunkPageWriteStore pages;
  private final PageWriter writer;

  /** The values there are, in the bits of {@link Cells}. */
  private long[] values = new long[FIRST_ROWS];

  private boolean[] present = new boolean[FIRST_ROWS];
  private int rows;
  private int count;

  PlainColumn(int column, ColumnDescriptor descriptor, ColumnChunkPageWriteStore pages) {
    this.column = column;
    this.type = descriptor.getPrimitiveType();
    this.isOptional = descriptor.getMaxDefinitionLevel() > 0;
    this.pages = pages;
    this.writer = pages.getPageWriter(descriptor);
  }

  @Override
  public int add(Cells row) throws IOException {
    if (rows == values.length) {
      makeRoom();
    }
    boolean isPresent = row.isPresent(column);
    present[rows++] = isPresent;
    if (isPresent) {
      values[count++] = row.bitsAt(column);
    }
    return 0;
  }

  private void makeRoom() throws IOException {
    if (rows == MOST_ROWS) {
      writePage();
    } else {
      int larger = Math.min(MOST_ROWS, 2 * rows);
      values = Arrays.copyOf(values, larger);
      present = Arrays.copyOf(present, larger);
    }
  }

  @Override
  public long size() {
    return writer.getMemSize() + (long) count * Long.BYTES;
  }

  @Override
  public void flush(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      writePage();
    }
    pages.flushToFileWriter(file);
  }

  private void writePage() throws IOException {
    writer.writePage(
        BytesInput.concat(levels(), BytesInput.from(bytes())),
        rows,
        rows,
        statistics(),
        Encoding.RLE,
        Encoding.RLE,
        Encoding.PLAIN);
    rows = 0;
    count = 0;
  }

  /** Which rows have a value: Parquet's format, "Data pages" of version 1. */
  private BytesInput levels() throws IOException {
    if (!isOptional) {
      return BytesInput.empty();
    }
    BytesInput runs = count == rows ? oneRun() : runs();
    return BytesInput.concat(BytesInput.fromInt((int) runs.size()), runs);
  }

  private BytesInput oneRun() {
    return BytesInput.concat(
        BytesInput.fromUnsignedVarInt(rows << 1), BytesInput.from(new byte[] {1}));
  }

  private BytesInput runs() throws IOException {
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            1, FIRST_ROWS, MOST_ROWS, new HeapByteBufferAllocator());
    for (int i = 0; i < rows; i++) {
      encoder.writeInt(present[i] ? 1 : 0);
    }
    return encoder.toBytes();
  }

  private byte[] bytes() {
    if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BOOLEAN) {
      byte[] bits = new byte[(count + Byte.SIZE - 1) / Byte.SIZE];
      for (int i = 0; i < count; i++) {
        bits[i / Byte.SIZE] |= (byte) (values[i] << (i % Byte.SIZE));
      }
      return bits;
    }
    ByteBuffer eights = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    eights.asLongBuffer().put(values, 0, count);
    return eights.array();
  }

  private Statistics<?> statistics() {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(rows - count);
    if (count == 0) {
      return statistics;
    }
    switch (type.getPrimitiveTypeName()) {
      case DOUBLE -> {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
          double value = Double.longBitsToDouble(values[i]);
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
        statistics.updateStats(min);
        statistics.updateStats(max);
      }
      case INT64 -> {
        statistics.updateStats(min());
        statistics.updateStats(max());
      }
      default -> {
        statistics.updateStats(min() != 0);
        statistics.updateStats(max() != 0);
      }
    }
    return statistics;
  }

  private long min() {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[i]);
    }
    return min;
  }

  private long max() {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }
}
