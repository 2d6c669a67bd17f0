package io.lepton.ingest.recent;

import java.nio.ByteBuffer;

/** A growing list of what tells the readings of one device apart: event time and part. */
final class ReadingKeys {
  /** Bytes of one of them in the store. */
  static final int BYTES = 16;

  private long[] longs = new long[8];
  private int size;

  void add(long timeMicros, long part) {
    if (size == longs.length) {
      longs = java.util.Arrays.copyOf(longs, 2 * size);
    }
    longs[size++] = timeMicros;
    longs[size++] = part;
  }

  /** As the store appends them. */
  byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(size / 2 * BYTES);
    buffer.asLongBuffer().put(longs, 0, size);
    return buffer.array();
  }
}
