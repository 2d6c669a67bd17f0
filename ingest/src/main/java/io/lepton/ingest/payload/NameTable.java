package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds names by their bytes in UTF-8, without making a text of them. */
final class NameTable {
  private final byte[][] names;

  /** Index of a name plus one by hash, open addressing, at most half full; 0 is none. */
  private final int[] slots;

  /** A table of names that differ from each other. */
  NameTable(List<String> names) {
    this.names =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    slots = new int[Integer.highestOneBit(names.size() + 1) * 4];
    for (int i = 0; i < this.names.length; i++) {
      int slot = hash(this.names[i], 0, this.names[i].length);
      while (slots[slot] > 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  /** The index of a name in the list; -1 if it is not there. */
  int find(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to);
    while (slots[slot] > 0) {
      byte[] name = names[slots[slot] - 1];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }
}
