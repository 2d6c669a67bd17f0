package io.lepton.bench.training;

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
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A made-up fleet whose remaining life follows its first channel: windows of 50 readings x 15. */
final class Waves {
  private static final int LENGTH = 50;
  private static final int CHANNELS = 15;
  private static final Label LABEL =
      new RemainingLife("failure", 125, Duration.ofHours(1), "hours");

  private Waves() {}

  static Examples examples() {
    Windows windows = new Windows(Windows.Form.SEQUENCE, LENGTH, CHANNELS);
    List<String> names = IntStream.range(0, CHANNELS).mapToObj(c -> "c" + c).toList();
    return new Examples(windows, Targets.of(LABEL, windows, names), Augmentation.NONE);
  }

  /** Devices, each with so many windows. */
  static List<Segment> segments(int devices, int windows) {
    List<Segment> segments = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      segments.add(segment(d, windows));
    }
    return segments;
  }

  private static Segment segment(int device, int windows) {
    Random random = new Random(device);
    float[] values = new float[windows * CHANNELS];
    float[] labels = new float[windows];
    for (int w = 0; w < windows; w++) {
      for (int c = 0; c < CHANNELS; c++) {
        values[c * windows + w] =
            (float) (Math.sin(0.01 * w + c + device) + random.nextGaussian() / 10);
      }
      labels[w] = 60 + 60 * values[w];
    }
    return new Segment(
        "device-" + device,
        0,
        new FeatureMatrix(values, windows),
        IntStream.range(0, windows).toArray(),
        labels,
        new long[windows],
        new int[windows]);
  }

  /** All windows in order, as mini-batches that are ready. */
  static List<DataSet> miniBatches(List<Segment> segments, int size) {
    Examples examples = examples();
    List<DataSet> all = new ArrayList<>();
    float[] inputs = new float[size * examples.windows().size()];
    float[] outputs = new float[size];
    int row = 0;
    for (Segment segment : segments) {
      for (int w = 0; w < segment.windows(); w++) {
        examples.cut(segment, w, inputs, outputs, row++);
        if (row == size) {
          all.add(
              new DataSet(
                  Nd4j.create(inputs, new long[] {size, CHANNELS, LENGTH}, 'c'),
                  Nd4j.create(outputs, new long[] {size, 1}, 'c')));
          row = 0;
        }
      }
    }
    return all;
  }
}
