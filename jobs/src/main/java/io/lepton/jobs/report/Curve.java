package io.lepton.jobs.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Numbers to draw under a name; what was not measured is left out. */
@SuppressWarnings("ArrayRecordComponent") // the chart takes arrays, and nobody compares curves
public record Curve(String name, double[] x, double[] y) {
  /** A point for each row. */
  public static <T> Curve of(
      String name, List<T> rows, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    List<T> known =
        rows.stream()
            .filter(row -> Double.isFinite(x.applyAsDouble(row)))
            .filter(row -> Double.isFinite(y.applyAsDouble(row)))
            .toList();
    return new Curve(
        name, known.stream().mapToDouble(x).toArray(), known.stream().mapToDouble(y).toArray());
  }

  /** A straight line. */
  public static Curve between(String name, double fromX, double fromY, double toX, double toY) {
    return new Curve(name, new double[] {fromX, toX}, new double[] {fromY, toY});
  }

  /** The highest point; 0 if there is none. */
  public double top() {
    return DoubleStream.of(y).max().orElse(0);
  }

  /** The lowest point; 0 if there is none. */
  public double bottom() {
    return DoubleStream.of(y).min().orElse(0);
  }

  double right() {
    return DoubleStream.of(x).max().orElse(0);
  }
}
