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
            sample.stream().filter(reading -> finder.regime(settings(reading)) == regime).toList();
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
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).isText()) {
        offset.add(0.0);
        unit.add(1.0);
      } else if (scaling.kind() == Scaling.Kind.ROBUST) {
        int column = i;
        double[] values =
            sample.stream()
                .mapToDouble(reading -> reading[column])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        offset.add(quantile(values, 0.5));
        unit.add(quantile(values, 0.75) - quantile(values, 0.25));
      } else {
        offset.add(offset(scaling.kind(), moments, i));
        unit.add(unit(scaling.kind(), moments, i));
      }
    }
    return new Regime(center, offset, unit);
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
