package io.lepton.training;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.Task;
import java.util.ArrayList;
import java.util.List;

/** A sine and a cosine, of which every question can be answered: they go round as one. */
final class TestingWaves {
  private static final int LENGTH = 5;
  private static final int AHEAD = 2;

  private TestingWaves() {}

  static Examples examples(Task task, Windows.Form form) {
    return TestingSegments.examples(new Windows(form, LENGTH, 2), label(task));
  }

  private static Label label(Task task) {
    return switch (task) {
      case REGRESSION -> TestingSegments.life(TestingSegments.LABEL_SCALE);
      case CLASSIFICATION -> new ClassColumn("state", List.of("low", "middle", "high"));
      case FORECAST -> Forecast.absolute(List.of("b", "a"), AHEAD);
      case RECONSTRUCTION -> new Reconstruction();
    };
  }

  /** One segment for each number of windows; each starts elsewhere on the wave. */
  static List<Segment> segments(Task task, int... windows) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < windows.length; i++) {
      segments.add(segment("fan-" + i, task, windows[i], i));
    }
    return segments;
  }

  private static Segment segment(String device, Task task, int windows, double start) {
    int readings = windows + AHEAD;
    float[] values = new float[readings * 2];
    int[] ends = new int[windows];
    float[] labels = new float[windows];
    for (int r = 0; r < readings; r++) {
      double sine = Math.sin(start + 0.7 * r);
      values[r] = (float) sine;
      values[readings + r] = (float) Math.cos(start + 0.7 * r);
      if (r < windows) {
        ends[r] = r;
        labels[r] = label(task, sine);
      }
    }
    return TestingSegments.segment(device, values, ends, labels);
  }

  private static float label(Task task, double sine) {
    return switch (task) {
      case REGRESSION -> (float) (25 + 20 * sine);
      case CLASSIFICATION -> sine < -0.9 ? 0 : sine < 0.5 ? 1 : 2;
      case FORECAST, RECONSTRUCTION -> 0;
    };
  }
}
