package io.lepton.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chooses what stands for zero and for one, for each input and regime. */
final class FitScales {
  private final Scaling scaling;
  private final List<Input> inputs;

  FitScales(Scaling scaling, List<Input> inputs) {
    this.scaling = scaling;
    this.inputs = inputs;
  }

  /**
   * The regimes with their scales.
   *
   * @param perRegime statistics of each regime; empty if there is one
   */
  List<Regime> regimes(
      List<List<Double>> centers,
      ReadingStatistics.Taken all,
      List<Moments> perRegime,
      RegimeFinder finder) {
    List<Regime> regimes = new ArrayList<>();
    for (int r = 0; r < centers.size(); r++) {
      boolean together = perRegime.isEmpty() || !scaling.perRegime();
      Moments moments = together ? all.moments() : perRegime.get(r);
      List<double[]> sample = all.sample().readings();
      int regime = r;
      if (!together) {
        sample =
            sample.stream()
                .filter(reading -> finder.isKnown(settings(reading)))
                .filter(reading -> finder.regime(settings(reading)) == regime)
                .toList();
      }
      regimes.add(regime(centers.get(r), moments, sample));
    }
    return regimes;
  }

  private double[] settings(double[] reading) {
    return Arrays.copyOfRange(reading, inputs.size(), reading.length - 1);
  }

  private Regime regime(List<Double> center, Moments moments, List<double[]> sample) {
    List<Double> offset = new ArrayList<>();
    List<Double> unit = new ArrayList<>();
    List<Double> fill = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      double zero = inputs.get(i).isText() ? 0 : offset(scaling.kind(), moments, i);
      double one = inputs.get(i).isText() ? 1 : unit(scaling.kind(), moments, i);
      if (scaling.kind() == Scaling.Kind.ROBUST && !inputs.get(i).isText()) {
        double[] values = sorted(sample, i);
        double quartiles = quantile(values, 0.75) - quantile(values, 0.25);
        zero = quantile(values, 0.5);
        // A channel that rests most of the time still moves.
        one = quartiles == 0 ? one : quartiles;
      }
      offset.add(zero);
      unit.add(one);
      fill.add(one == 0 ? 0 : (moments.mean(i) - zero) / one);
    }
    return new Regime(center, offset, unit, fill);
  }

  private static double[] sorted(List<double[]> sample, int column) {
    return sample.stream()
        .mapToDouble(reading -> reading[column])
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /** What stands for zero; a derived feature of robust scaling has its z-score. */
  static double offset(Scaling.Kind kind, Moments moments, int column) {
    return switch (kind) {
      case Z_SCORE, ROBUST -> moments.mean(column);
      case MIN_MAX -> moments.min(column);
      case NONE -> 0;
    };
  }

  static double unit(Scaling.Kind kind, Moments moments, int column) {
    return switch (kind) {
      case Z_SCORE, ROBUST -> moments.deviation(column);
      case MIN_MAX -> moments.max(column) - moments.min(column);
      case NONE -> 1;
    };
  }

  /** The quantile of sorted values, between two of them on the straight line; 0 of none. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }
}
