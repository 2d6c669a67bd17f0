package io.lepton.features;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;

/** Copies windows of rare classes, in the training part alone. */
final class Balance implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] copies; // expected copies of a window of each class
  private final long seed;

  private Balance(double[] copies, long seed) {
    this.copies = copies;
    this.seed = seed;
  }

  /** So many copies that each class reaches its share of the most frequent one. */
  static Balance of(JavaRDD<CutSegments.Placed> segments, int classes, Augmentation augmentation) {
    long[] counts =
        segments
            .filter(placed -> placed.split() == Split.TRAIN)
            .map(placed -> counts(placed.segment(), classes))
            .fold(new long[classes], Balance::sum);
    double wanted = augmentation.balance() * Arrays.stream(counts).max().orElse(0);
    double[] copies = new double[classes];
    for (int c = 0; c < classes; c++) {
      copies[c] = counts[c] == 0 ? 0 : Math.max(0, wanted / counts[c] - 1);
    }
    return new Balance(copies, augmentation.seed());
  }

  private static long[] counts(Segment segment, int classes) {
    long[] counts = new long[classes];
    for (float label : segment.labels()) {
      counts[(int) label]++;
    }
    return counts;
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = a.clone();
    for (int c = 0; c < sum.length; c++) {
      sum[c] += b[c];
    }
    return sum;
  }

  /** A training segment with its copies; any other as it is. */
  CutSegments.Placed copied(CutSegments.Placed placed) {
    if (placed.split() != Split.TRAIN) {
      return placed;
    }
    Segment segment = placed.segment();
    int[] times = new int[segment.windows()];
    int all = 0;
    for (int w = 0; w < times.length; w++) {
      times[w] = 1 + copies(segment, w);
      all += times[w];
    }
    int[] ends = new int[all];
    float[] labels = new float[all];
    long[] endTimes = new long[all];
    int[] copy = new int[all];
    int place = 0;
    for (int w = 0; w < times.length; w++) {
      for (int c = 0; c < times[w]; c++) {
        ends[place] = segment.ends()[w];
        labels[place] = segment.labels()[w];
        endTimes[place] = segment.endTimes()[w];
        copy[place++] = c;
      }
    }
    return new CutSegments.Placed(
        placed.split(),
        new Segment(
            segment.deviceId(), segment.number(), segment.rows(), ends, labels, endTimes, copy));
  }

  /** The whole copies, and one more with the probability of what is left. */
  private int copies(Segment segment, int window) {
    double wanted = copies[(int) segment.labels()[window]];
    long mixed = seed * 0x9E3779B97F4A7C15L + segment.deviceId().hashCode();
    SplittableRandom random =
        new SplittableRandom(mixed * 0x9E3779B97F4A7C15L + segment.endTimes()[window]);
    return (int) wanted + (random.nextDouble() < wanted - (int) wanted ? 1 : 0);
  }
}
