package io.lepton.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scales a device's readings by their regime and fills values that are missing. A missing value is
 * borrowed from the last reading that had it, scaled; beyond the limit the mean stands in.
 */
final class InputScaler {
  private final RegimeFinder regimes;
  private final double[][] offset;
  private final double[][] unit;
  private final double[][] fill;
  private final boolean[] text;
  private final int fillLimit;
  private final double[] lastSettings;
  private final double[] held;
  private int regime; // of the last reading
  private final int[] borrowed; // readings in a row that lacked it; the limit at the start

  InputScaler(FeatureSpec spec) {
    regimes = RegimeFinder.of(spec);
    offset = spec.regimes().stream().map(r -> doubles(r.offset())).toArray(double[][]::new);
    unit = spec.regimes().stream().map(r -> doubles(r.unit())).toArray(double[][]::new);
    fill = spec.regimes().stream().map(r -> doubles(r.fill())).toArray(double[][]::new);
    text = new boolean[spec.inputs().size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = spec.inputs().get(i).isText();
    }
    fillLimit = spec.gaps().policy() == Gaps.Policy.MEAN ? 0 : spec.gaps().limit();
    lastSettings = new double[spec.settings().columns().size()];
    held = new double[text.length];
    borrowed = new int[text.length];
    restart();
  }

  void restart() {
    Arrays.fill(lastSettings, Double.NaN);
    regime = 0;
    for (int i = 0; i < held.length; i++) {
      held[i] = nothing(i);
    }
    Arrays.fill(borrowed, fillLimit + 1);
  }

  /** No category of a text, the mean of a number. */
  double nothing(int input) {
    return text[input] ? -1 : fill[regime][input];
  }

  /** Scales a reading: inputs, then settings, NaN for a missing one. */
  void next(double[] columns, double[] target) {
    for (int s = 0; s < lastSettings.length; s++) {
      double setting = columns[held.length + s];
      if (!Double.isNaN(setting)) {
        lastSettings[s] = setting;
      }
    }
    regime = regimes.regime(lastSettings);
    for (int i = 0; i < held.length; i++) {
      double value = columns[i];
      if (!Double.isNaN(value)) {
        held[i] = text[i] ? value : scaled(value, i);
        borrowed[i] = 0;
      } else if (++borrowed[i] > fillLimit) {
        held[i] = nothing(i);
        borrowed[i] = fillLimit + 1;
      }
    }
    System.arraycopy(held, 0, target, 0, held.length);
  }

  private double scaled(double value, int input) {
    double one = unit[regime][input];
    return one == 0 ? 0 : (value - offset[regime][input]) / one;
  }

  /** The inputs as the last reading left them; not copied. */
  double[] held() {
    return held;
  }

  boolean isText(int input) {
    return text[input];
  }

  /** Whether the last reading lacked an input. */
  boolean isMissing(int input) {
    return borrowed[input] > 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(regime);
    for (double setting : lastSettings) {
      out.writeDouble(setting);
    }
    for (int i = 0; i < held.length; i++) {
      out.writeDouble(held[i]);
      out.writeInt(borrowed[i]);
    }
  }

  void read(DataInput in) throws IOException {
    regime = in.readInt();
    for (int s = 0; s < lastSettings.length; s++) {
      lastSettings[s] = in.readDouble();
    }
    for (int i = 0; i < held.length; i++) {
      held[i] = in.readDouble();
      borrowed[i] = in.readInt();
    }
  }

  private static double[] doubles(java.util.List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
