package io.lepton.training;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Segments whose label can be learned: it follows the newest readings of the first channel. */
final class TestingSegments {
  static final Windows WINDOWS = new Windows(4, 2);
  static final double LABEL_SCALE = 50;

  private TestingSegments() {}

  /** One segment for each number of windows. */
  static List<Segment> of(int... windows) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < windows.length; i++) {
      segments.add(segment("pump-" + i, windows[i], new SplittableRandom(i)));
    }
    return segments;
  }

  private static Segment segment(String device, int windows, SplittableRandom random) {
    float[] values = new float[windows * WINDOWS.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    float[] labels = new float[windows];
    for (int i = 0; i < windows; i++) {
      float before = values[Math.max(0, i - 1) * WINDOWS.channels()];
      labels[i] = 25 + 15 * values[i * WINDOWS.channels()] + 10 * before;
    }
    int[] ends = IntStream.range(0, windows).toArray();
    return new Segment(device, 0, values, ends, labels, new long[windows]);
  }
}
