package io.lepton.ingest.recent;

import java.nio.ByteBuffer;

/** A set of what tells the readings of one device apart: event time and part. */
final class ReadingKeySet {
  private long[] longs = new long[32];
  private boolean[] taken = new boolean[16];
  private int size;

  /** Adds one; answers whether it was new. */
  boolean add(long timeMicros, long part) {
    if (2 * (size + 1) > taken.length) {
      grow();
    }
    int slot = slot(timeMicros, part);
    if (taken[slot]) {
      return false;
    }
    taken[slot] = true;
    longs[2 * slot] = timeMicros;
    longs[2 * slot + 1] = part;
    size++;
    return true;
  }

  /** Adds all that the store holds in one value. */
  void addAll(byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    while (buffer.remaining() >= ReadingKeys.BYTES) {
      add(buffer.getLong(), buffer.getLong());
    }
  }

  private int slot(long timeMicros, long part) {
    long mixed = (timeMicros * 0x9E3779B97F4A7C15L) ^ (part * 0xC2B2AE3D27D4EB4FL);
    int slot = (int) (mixed ^ (mixed >>> 32)) & (taken.length - 1);
    while (taken[slot] && (longs[2 * slot] != timeMicros || longs[2 * slot + 1] != part)) {
      slot = (slot + 1) & (taken.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldLongs = longs;
    boolean[] oldTaken = taken;
    longs = new long[2 * oldLongs.length];
    taken = new boolean[2 * oldTaken.length];
    size = 0;
    for (int i = 0; i < oldTaken.length; i++) {
      if (oldTaken[i]) {
        add(oldLongs[2 * i], oldLongs[2 * i + 1]);
      }
    }
  }
}
