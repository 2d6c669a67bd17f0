package io.lepton.lake.table;

import java.util.Arrays;
import java.util.Map;

/**
 * One row on its way into a file, by column number, reused from row to row. A column that is not
 * set is null. DATE and TIMESTAMP are days and microseconds since 1970 UTC; text is UTF-8.
 */
public final class Cells {
  private final boolean[] present;
  private final long[] bits;
  private final Object[] objects;

  Cells(int columns) {
    present = new boolean[columns];
    bits = new long[columns];
    objects = new Object[columns];
  }

  /** Makes every column null. */
  public void clear() {
    Arrays.fill(present, false);
    Arrays.fill(objects, null);
  }

  /** Sets a BIGINT, INT, TIMESTAMP or DATE. */
  public void set(int column, long value) {
    bits[column] = value;
    present[column] = true;
  }

  /** Sets a DOUBLE. */
  public void set(int column, double value) {
    set(column, Double.doubleToRawLongBits(value));
  }

  /** Sets a BOOLEAN. */
  public void set(int column, boolean value) {
    set(column, value ? 1L : 0L);
  }

  /** Sets a STRING or BINARY; null makes it null. The bytes must not change afterwards. */
  public void set(int column, byte[] value) {
    objects[column] = value;
    present[column] = value != null;
  }

  /** Sets a map of STRING to STRING. */
  public void set(int column, Map<String, String> value) {
    objects[column] = value;
    present[column] = true;
  }

  boolean isPresent(int column) {
    return present[column];
  }

  /** A whole number as it is, 1 for true, the raw bits of a double. */
  long bitsAt(int column) {
    return bits[column];
  }

  byte[] bytesAt(int column) {
    return (byte[]) objects[column];
  }

  @SuppressWarnings("unchecked")
  Map<String, String> mapAt(int column) {
    return (Map<String, String>) objects[column];
  }
}
