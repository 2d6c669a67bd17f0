package io.lepton.features;

import java.io.Serializable;
import java.util.Arrays;

/** How long values of a device stay the same, reading after reading. */
final class StuckRuns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] longest;
  private final long[] devices; // with at least two values
  private final long[] stuck;

  StuckRuns(int columns) {
    longest = new long[columns];
    devices = new long[columns];
    stuck = new long[columns];
  }

  /** One device, reading after reading. */
  final class DeviceRuns {
    private final double[] last = new double[longest.length];
    private final long[] run = new long[longest.length];
    private final long[] values = new long[longest.length];
    private final boolean[] moved = new boolean[longest.length];

    /** The next reading; NaN for what is missing or not finite. */
    void next(double[] reading) {
      for (int c = 0; c < reading.length; c++) {
        if (!Double.isNaN(reading[c])) {
          boolean same = values[c] > 0 && reading[c] == last[c];
          moved[c] |= values[c] > 0 && !same;
          run[c] = same ? run[c] + 1 : 1;
          values[c]++;
          last[c] = reading[c];
          longest[c] = Math.max(longest[c], run[c]);
        }
      }
    }

    void end() {
      for (int c = 0; c < longest.length; c++) {
        if (values[c] > 1) {
          devices[c]++;
          stuck[c] += moved[c] ? 0 : 1;
        }
      }
    }
  }

  void add(StuckRuns other) {
    Arrays.setAll(longest, c -> Math.max(longest[c], other.longest[c]));
    Arrays.setAll(devices, c -> devices[c] + other.devices[c]);
    Arrays.setAll(stuck, c -> stuck[c] + other.stuck[c]);
  }

  /** Readings in the longest run. */
  long longest(int column) {
    return longest[column];
  }

  /** Share of the devices whose value never moves; 0 if none has two values. */
  double neverMoves(int column) {
    return devices[column] == 0 ? 0 : (double) stuck[column] / devices[column];
  }
}
