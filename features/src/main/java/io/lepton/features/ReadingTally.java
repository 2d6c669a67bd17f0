package io.lepton.features;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** What was seen of all columns in the readings of one part; the same in whatever order. */
final class ReadingTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Two samples of this size tell distributions apart that differ by 0.03 somewhere. */
  private static final int SAMPLE = 5_000;

  private final long[] missing;
  private final long[] notFinite;
  private final double[] min;
  private final double[] max;
  private final ReadingSample sample = new ReadingSample(SAMPLE);
  private long devices;
  private long readings;
  private long tooLate;
  private long looked;

  ReadingTally(int columns) {
    missing = new long[columns];
    notFinite = new long[columns];
    min = new double[columns];
    max = new double[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  void device() {
    devices++;
  }

  void reading() {
    readings++;
  }

  void tooLate() {
    tooLate++;
  }

  void missing(int column) {
    missing[column]++;
  }

  void notFinite(int column) {
    notFinite[column]++;
  }

  /** The values of a reading that is looked into; NaN for what is missing or not finite. */
  void values(long hash, double[] values) {
    looked++;
    for (int c = 0; c < values.length; c++) {
      if (!Double.isNaN(values[c])) {
        min[c] = Math.min(min[c], values[c]);
        max[c] = Math.max(max[c], values[c]);
      }
    }
    sample.add(hash, values);
  }

  void add(ReadingTally other) {
    devices += other.devices;
    readings += other.readings;
    tooLate += other.tooLate;
    looked += other.looked;
    for (int c = 0; c < missing.length; c++) {
      missing[c] += other.missing[c];
      notFinite[c] += other.notFinite[c];
      min[c] = Math.min(min[c], other.min[c]);
      max[c] = Math.max(max[c], other.max[c]);
    }
    sample.add(other.sample);
  }

  DataHealth.Part part(Split split, WindowTally.Part windows) {
    return new DataHealth.Part(
        split,
        devices,
        readings,
        tooLate,
        windows.windows(),
        Math.max(0, devices - windows.devices())); // a grid may move a window into the next part
  }

  DataHealth.Presence presence(Split split, int column) {
    double all = Math.max(1, looked);
    return new DataHealth.Presence(split, missing[column] / all, notFinite[column] / all);
  }

  /** Whether a column has at most one value. */
  boolean constant(int column) {
    return min[column] >= max[column];
  }

  /** Some of the readings looked into. */
  List<double[]> sample() {
    return sample.readings();
  }
}
