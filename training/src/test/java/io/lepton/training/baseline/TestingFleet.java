package io.lepton.training.baseline;

import io.lepton.features.Augmentation;
import io.lepton.features.Examples;
import io.lepton.features.FeatureMatrix;
import io.lepton.features.Segment;
import io.lepton.features.Targets;
import io.lepton.features.Windows;
import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Pumps with random readings of two channels and a label that follows a law. */
final class TestingFleet {
  static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 3, 2);
  static final Label LIFE = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");
  private static final int READINGS = 200;

  private TestingFleet() {}

  static Examples examples(Label label, Windows windows) {
    return new Examples(
        windows,
        Targets.of(label, windows, List.of("a", "b").subList(0, windows.features())),
        Augmentation.NONE);
  }

  /** So many pumps; the law says a label from the readings of a window. */
  static List<Segment> of(int pumps, long seed, ToDoubleFunction<float[]> law) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Segment> segments = new ArrayList<>();
    for (int p = 0; p < pumps; p++) {
      float[] values = new float[READINGS * 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (2 * random.nextDouble() - 1);
      }
      int[] ends = IntStream.range(2, READINGS).toArray();
      float[] labels = new float[ends.length];
      float[] window = new float[WINDOWS.size()];
      for (int w = 0; w < ends.length; w++) {
        WINDOWS.cut(new FeatureMatrix(values, READINGS), 0, ends[w], window, 0);
        labels[w] = (float) law.applyAsDouble(window);
      }
      segments.add(segment("pump-" + seed + "-" + p, values, ends, labels));
    }
    return segments;
  }

  /** A segment of two channels, one after the other, without copies. */
  static Segment segment(String device, float[] values, int[] ends, float[] labels) {
    FeatureMatrix rows = new FeatureMatrix(values, values.length / 2);
    return new Segment(device, 0, rows, ends, labels, new long[ends.length], new int[ends.length]);
  }

  /** With each window twice more, as copies that lie about the label. */
  static Segment copied(Segment segment) {
    int count = segment.windows();
    int[] ends = new int[3 * count];
    float[] labels = new float[3 * count];
    int[] copies = new int[3 * count];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = segment.ends()[i / 3];
      copies[i] = i % 3;
      labels[i] = copies[i] == 0 ? segment.labels()[i / 3] : 0;
    }
    return new Segment(
        segment.deviceId(), 0, segment.rows(), ends, labels, new long[ends.length], copies);
  }
}
