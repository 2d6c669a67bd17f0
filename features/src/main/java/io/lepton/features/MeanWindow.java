package io.lepton.features;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.math3.util.MathArrays;
import org.apache.spark.api.java.JavaRDD;

/** The mean of windows, number by number: what is usual. Copies made for balance do not count. */
public final class MeanWindow {
  private MeanWindow() {}

  /**
   * The mean of all windows that end in some segments.
   *
   * @return as long as a window; zeros if there is no window
   */
  public static float[] of(JavaRDD<Segment> segments, Windows windows) {
    Sums sums =
        segments
            .mapPartitions(part -> List.of(sums(part, windows)).iterator())
            .treeReduce(MeanWindow::plus);
    float[] mean = new float[windows.size()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sums.count == 0 ? 0f : (float) (sums.numbers[i] / sums.count);
    }
    return mean;
  }

  private record Sums(double[] numbers, long count) implements Serializable {}

  private static Sums sums(Iterator<Segment> segments, Windows windows) {
    double[] numbers = new double[windows.size()];
    float[] window = new float[windows.size()];
    long count = 0;
    while (segments.hasNext()) {
      Segment segment = segments.next();
      for (int w = 0; w < segment.windows(); w++) {
        if (segment.copies()[w] == 0) {
          windows.cut(segment.rows(), 0, segment.ends()[w], window, 0);
          for (int i = 0; i < window.length; i++) {
            numbers[i] += window[i];
          }
          count++;
        }
      }
    }
    return new Sums(numbers, count);
  }

  private static Sums plus(Sums a, Sums b) {
    return new Sums(MathArrays.ebeAdd(a.numbers, b.numbers), a.count + b.count);
  }
}
