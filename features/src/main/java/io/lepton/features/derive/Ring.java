package io.lepton.features.derive;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last few values, oldest first. */
final class Ring {
  private final double[] values;
  private int next;
  private int count;

  Ring(int size) {
    values = new double[size];
  }

  void add(double value) {
    values[next] = value;
    next = (next + 1) % values.length;
    count = Math.min(count + 1, values.length);
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == values.length;
  }

  /** The value at a place, 0 for the oldest. */
  double at(int place) {
    int index = next - count + place;
    return values[index < 0 ? index + values.length : index];
  }

  void clear() {
    count = 0;
    next = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(at(i));
    }
  }

  void read(DataInput in) throws IOException {
    int held = in.readInt();
    if (held < 0 || held > values.length) {
      throw new IOException("%d values (expected: at most %d)".formatted(held, values.length));
    }
    clear();
    for (int i = 0; i < held; i++) {
      add(in.readDouble());
    }
  }
}
