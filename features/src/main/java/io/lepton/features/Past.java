package io.lepton.features;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A live device up to some reading: what features know of it, and its last rows. */
final class Past {
  /** Hears of rows that windows may end in. */
  interface Listener {
    void observed(LiveReading last, long time);
  }

  private final FeatureSpec spec;
  private final FeatureRows features;
  private final Windows windows;
  private final FeatureMatrix rows; // the last ones of the run, oldest first
  private int count;
  private LiveReading last; // null at the start
  private LiveReading lastReading; // the last one that is no event; null at the start

  Past(FeatureSpec spec) {
    this.spec = spec;
    this.features = new FeatureRows(spec);
    this.windows = spec.windows();
    this.rows = FeatureMatrix.ofZeros(spec.window().length(), windows.features());
  }

  /** Whether a reading comes too late for it. */
  boolean covers(LiveReading reading) {
    return last != null && reading.compareTo(last) <= 0;
  }

  void take(LiveReading reading, Listener listener) {
    boolean delayed = !spec.resampling().isNone();
    if (!reading.isReading()) {
      features.event(reading.time(), reading.event());
      last = reading;
      return;
    }
    // a row of a grid comes with the reading after it
    LiveReading described = delayed && lastReading != null ? lastReading.unnumbered() : reading;
    features.reading(
        reading.time(),
        reading.columns(),
        new FeatureRows.Sink() {
          @Override
          public void row(long time, float[] values, FeatureRows.Kind kind) {
            add(values);
            if (kind == FeatureRows.Kind.OBSERVED) {
              listener.observed(described, time);
            }
          }

          @Override
          public void gap() {
            count = 0;
          }
        });
    last = reading;
    lastReading = reading;
  }

  private void add(float[] values) {
    if (count == rows.step()) {
      rows.removeFirst(count);
      count--;
    }
    rows.set(count, values);
    count++;
  }

  /** The window that ends with the last row. */
  void cut(float[] window) {
    windows.cut(rows, 0, count - 1, window, 0);
  }

  Past copy() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Past copy = new Past(spec);
    try {
      write(new DataOutputStream(bytes));
      copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy in memory", e);
    }
    return copy;
  }

  void write(DataOutput out) throws IOException {
    features.write(out);
    out.writeInt(count);
    for (int row = 0; row < count; row++) {
      for (int f = 0; f < windows.features(); f++) {
        out.writeFloat(rows.at(row, f));
      }
    }
    write(last, out);
    write(lastReading, out);
  }

  void read(DataInput in) throws IOException {
    features.read(in);
    count = in.readInt();
    if (count < 0 || count > spec.window().length()) {
      throw new IOException("%d rows (expected: at most a window)".formatted(count));
    }
    float[] values = new float[windows.features()];
    for (int row = 0; row < count; row++) {
      for (int f = 0; f < values.length; f++) {
        values[f] = in.readFloat();
      }
      rows.set(row, values);
    }
    last = readReading(in);
    lastReading = readReading(in);
  }

  private static void write(LiveReading reading, DataOutput out) throws IOException {
    out.writeBoolean(reading != null);
    if (reading != null) {
      reading.write(out);
    }
  }

  private LiveReading readReading(DataInput in) throws IOException {
    return in.readBoolean() ? LiveReading.read(in, spec.columns().size()) : null;
  }
}
