package io.lepton.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Brings one device's readings to a grid: gathers those of a step. */
final class Grid {
  private static final long NOT_YET = Long.MIN_VALUE;

  private final long step;
  private final Resampling.Statistic statistic;
  private final boolean[] keepsLast;
  private final double[] gathered;
  private final int[] counts;
  private final double[] closed;
  private long start = NOT_YET;

  Grid(FeatureSpec spec) {
    step = spec.resampling().stepMicros();
    statistic = spec.resampling().statistic();
    int columns = spec.columns().size();
    keepsLast = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      keepsLast[c] =
          c >= spec.inputs().size()
              || spec.inputs().get(c).isText()
              || statistic == Resampling.Statistic.LAST;
    }
    gathered = new double[columns];
    counts = new int[columns];
    closed = new double[columns];
  }

  boolean isNone() {
    return step == 0;
  }

  long step() {
    return step;
  }

  /** Whether a reading belongs to a later step than those gathered. */
  boolean startsAnother(long time) {
    return start != NOT_YET && time >= start + step;
  }

  /** The time that the gathered readings get. */
  long end() {
    return start + step;
  }

  /** Places of the grid between two rows that nothing was read for. */
  int missed(long lastTime, long time) {
    return step == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (time - lastTime) / step - 1);
  }

  void add(long time, double[] columns) {
    if (start == NOT_YET) {
      start = Math.floorDiv(time, step) * step;
    }
    for (int c = 0; c < columns.length; c++) {
      if (!Double.isNaN(columns[c])) {
        gathered[c] = counts[c] == 0 || keepsLast[c] ? columns[c] : joined(c, columns[c]);
        counts[c]++;
      }
    }
  }

  private double joined(int column, double value) {
    return switch (statistic) {
      case MEAN -> gathered[column] + value;
      case LAST -> value;
      case MIN -> Math.min(gathered[column], value);
      case MAX -> Math.max(gathered[column], value);
    };
  }

  /** What was gathered; the next reading starts another step. The array is used again. */
  double[] close() {
    for (int c = 0; c < closed.length; c++) {
      boolean mean = statistic == Resampling.Statistic.MEAN && !keepsLast[c];
      closed[c] = counts[c] == 0 ? Double.NaN : mean ? gathered[c] / counts[c] : gathered[c];
    }
    Arrays.fill(counts, 0);
    start = NOT_YET;
    return closed;
  }

  void write(DataOutput out) throws IOException {
    if (step > 0) {
      out.writeLong(start);
      for (int c = 0; c < counts.length; c++) {
        out.writeDouble(gathered[c]);
        out.writeInt(counts[c]);
      }
    }
  }

  void read(DataInput in) throws IOException {
    if (step > 0) {
      start = in.readLong();
      for (int c = 0; c < counts.length; c++) {
        gathered[c] = in.readDouble();
        counts[c] = in.readInt();
      }
    }
  }
}
