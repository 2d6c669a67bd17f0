package io.lepton.training.baseline;

import io.lepton.features.Segment;
import io.lepton.features.Targets;
import io.lepton.features.Windows;
import java.util.Iterator;
import java.util.List;

/**
 * A forecast that is linear in the window's readings of the channel itself: its last reading, and
 * what the readings before say by how much they differ from it. All channels share the weights, as
 * in NLinear (Zeng et al. 2023, section 4); these come from least squares with a ridge.
 */
final class LinearForecast implements Baseline {
  private static final long serialVersionUID = 1L;
  private static final double RIDGE = 1e-4;

  /** Bounds the weights: their number grows with the square of it. */
  private static final int MOST_READINGS = 512;

  private final Windows windows;
  private final int[] channels;
  private final int steps;
  private final boolean isRelative; // targets are told relative to the last reading
  private final double[][] weights; // readings back, and one for the rest; by steps

  private LinearForecast(Windows windows, Targets targets, double[][] weights) {
    this.windows = windows;
    this.channels = targets.forecastPlaces();
    this.steps = targets.label().ahead();
    this.isRelative = targets.lastValues().isPresent();
    this.weights = weights;
  }

  static LinearForecast fit(TrainingSample sample) {
    Windows seen = sample.examples().windows();
    int length = Math.min(MOST_READINGS, seen.length());
    Windows windows = new Windows(Windows.Form.SEQUENCE, length, seen.features());
    Targets targets = sample.examples().targets();
    LinearForecast blank = new LinearForecast(windows, targets, new double[0][]);
    List<NormalEquations> parts =
        sample
            .picked()
            .mapPartitions(picked -> List.of(blank.counted(picked)).iterator())
            .collect();
    NormalEquations all = new NormalEquations(length, blank.steps);
    parts.forEach(all::add); // in the order of the partitions
    return new LinearForecast(windows, targets, all.solved(RIDGE));
  }

  private NormalEquations counted(Iterator<TrainingSample.Picked> picked) {
    NormalEquations sums = new NormalEquations(windows.length(), steps);
    double[] output = new double[steps];
    while (picked.hasNext()) {
      TrainingSample.Picked window = picked.next();
      float[] cut = cut(window.segment(), window.window());
      for (int c = 0; c < channels.length; c++) {
        double level = isRelative ? 0 : last(cut, c);
        for (int s = 0; s < steps; s++) {
          output[s] = window.target()[c * steps + s] - level;
        }
        sums.add(input(cut, c), output);
      }
    }
    return sums;
  }

  @Override
  public float[] output(Segment segment, int window) {
    float[] cut = cut(segment, window);
    float[] output = new float[channels.length * steps];
    for (int c = 0; c < channels.length; c++) {
      double[] input = input(cut, c);
      double level = isRelative ? 0 : last(cut, c);
      for (int s = 0; s < steps; s++) {
        double said = level;
        for (int i = 0; i < input.length; i++) {
          said += input[i] * weights[i][s];
        }
        output[c * steps + s] = (float) said;
      }
    }
    return output;
  }

  private float[] cut(Segment segment, int window) {
    float[] cut = new float[windows.size()];
    windows.cut(segment.rows(), 0, segment.ends()[window], cut, 0);
    return cut;
  }

  private double last(float[] cut, int channel) {
    return cut[(channels[channel] + 1) * windows.length() - 1];
  }

  /** Differences from the last reading, which has none itself: 1 in its place. */
  private double[] input(float[] cut, int channel) {
    int length = windows.length();
    double[] input = new double[length];
    double last = last(cut, channel);
    for (int t = 0; t < length - 1; t++) {
      input[t] = cut[channels[channel] * length + t] - last;
    }
    input[length - 1] = 1;
    return input;
  }
}
