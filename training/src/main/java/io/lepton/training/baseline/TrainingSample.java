package io.lepton.training.baseline;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.label.Task;
import java.io.Serializable;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Windows of the training split, each at most once: copies are left out, and of too many windows a
 * seeded hash picks some, so that neither the order of rows nor their partitions matter.
 *
 * @param segments the training split
 * @param examples how windows are cut, and what is to be learned
 * @param share of the windows that is taken
 * @param weights of a window of each class: as often as the training set has it, copies and all
 * @param seed picks the windows
 */
record TrainingSample(
    JavaRDD<Segment> segments, Examples examples, double share, double[] weights, long seed) {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** A sample of about so many windows at most. */
  static TrainingSample of(JavaRDD<Segment> segments, Examples examples, BaselineConfig config) {
    int classes = examples.targets().label().classes().size();
    long[][] counts =
        segments
            .map(segment -> counts(segment, classes))
            .fold(new long[2][classes + 1], TrainingSample::sum);
    double[] weights = new double[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = counts[0][c] == 0 ? 1 : (double) counts[1][c] / counts[0][c];
    }
    double share = Math.min(1, config.windows() / (double) counts[0][classes]);
    return new TrainingSample(segments, examples, share, weights, config.seed());
  }

  /**
   * A window that was picked.
   *
   * @param segment where it is
   * @param window its number there
   * @param target what is to be learned, as {@link io.lepton.features.Targets} has it
   * @param weight how much it counts
   * @param hash orders windows, the same in every run
   */
  record Picked(Segment segment, int window, float[] target, double weight, long hash)
      implements Serializable {}

  /** The windows that were picked. */
  JavaRDD<Picked> picked() {
    Picker picker = new Picker(examples, share, weights, seed);
    return segments.flatMap(picker::of);
  }

  /** Windows that are no copies and all windows, by class and, last, in all. */
  private static long[][] counts(Segment segment, int classes) {
    long[][] counts = new long[2][classes + 1];
    for (int w = 0; w < segment.windows(); w++) {
      for (int of = segment.copies()[w] == 0 ? 0 : 1; of < 2; of++) {
        counts[of][classes]++;
        if (classes > 0) {
          counts[of][(int) segment.labels()[w]]++;
        }
      }
    }
    return counts;
  }

  private static long[][] sum(long[][] a, long[][] b) {
    long[][] sum = new long[a.length][a[0].length];
    for (int i = 0; i < sum.length; i++) {
      for (int c = 0; c < sum[i].length; c++) {
        sum[i][c] = a[i][c] + b[i][c];
      }
    }
    return sum;
  }

  private record Picker(Examples examples, double share, double[] weights, long seed)
      implements Serializable {
    Iterator<Picked> of(Segment segment) {
      Stream<Picked> picked =
          IntStream.range(0, segment.windows())
              .filter(w -> segment.copies()[w] == 0 && isPicked(hash(segment, w)))
              .mapToObj(w -> picked(segment, w));
      return picked.iterator();
    }

    private Picked picked(Segment segment, int window) {
      float[] cut = new float[examples.windows().size()];
      float[] target = new float[examples.targets().size()];
      examples.cut(segment, window, cut, target, 0);
      boolean isClass = examples.targets().task() == Task.CLASSIFICATION;
      double weight = isClass ? weights[(int) segment.labels()[window]] : 1;
      return new Picked(segment, window, target, weight, hash(segment, window));
    }

    private boolean isPicked(long hash) {
      return (hash >>> 11) * 0x1p-53 < share;
    }

    private long hash(Segment segment, int window) {
      long mixed = (seed * MIX + segment.deviceId().hashCode()) * MIX + segment.number();
      return new SplittableRandom(mixed * MIX + segment.ends()[window]).nextLong();
    }
  }
}
