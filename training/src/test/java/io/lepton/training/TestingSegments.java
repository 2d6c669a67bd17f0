package io.lepton.training;

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
import java.util.stream.IntStream;

/** Segments whose label can be learned: it follows the newest readings of the first channel. */
final class TestingSegments {
  static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 4, 2);
  static final double LABEL_SCALE = 50;
  static final Examples EXAMPLES = examples(WINDOWS, life(LABEL_SCALE));

  private TestingSegments() {}

  /** A remaining life with this cap, in hours. */
  static Label life(double cap) {
    return new RemainingLife("failure", cap, Duration.ofHours(1), "hours");
  }

  /** Examples of channels {@code a}, {@code b} and so on, no copies among them. */
  static Examples examples(Windows windows, Label label) {
    List<String> features =
        IntStream.range(0, windows.features())
            .mapToObj(f -> String.valueOf((char) ('a' + f)))
            .toList();
    return new Examples(windows, Targets.of(label, windows, features), Augmentation.NONE);
  }

  /** A segment of two features, one after the other, with these windows, none a copy. */
  static Segment segment(String device, float[] values, int[] ends, float[] labels) {
    FeatureMatrix rows = new FeatureMatrix(values, Math.max(1, values.length / WINDOWS.features()));
    return new Segment(device, 0, rows, ends, labels, new long[ends.length], new int[ends.length]);
  }

  /** One segment for each number of windows. */
  static List<Segment> of(int... windows) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < windows.length; i++) {
      segments.add(random("pump-" + i, windows[i], new SplittableRandom(i)));
    }
    return segments;
  }

  private static Segment random(String device, int windows, SplittableRandom random) {
    float[] values = new float[windows * WINDOWS.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    float[] labels = new float[windows];
    for (int i = 0; i < windows; i++) {
      labels[i] = 25 + 15 * values[i] + 10 * values[Math.max(0, i - 1)]; // the first channel
    }
    return segment(device, values, IntStream.range(0, windows).toArray(), labels);
  }
}
