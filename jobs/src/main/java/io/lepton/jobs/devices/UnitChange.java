package io.lepton.jobs.devices;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Tells that a channel goes on in another unit: from one reading on all values are outside of what
 * they were before, and what they were before, converted, has their quantiles. Units that differ by
 * less than a factor of three are not told from a machine that runs differently, nor are values
 * around zero.
 */
final class UnitChange {
  private static final List<Unit> UNITS =
      List.of(
          new Unit("x 1000", 1000, 0),
          new Unit("/ 1000", 1e-3, 0),
          new Unit("x 100", 100, 0),
          new Unit("/ 100", 1e-2, 0),
          new Unit("x 10", 10, 0),
          new Unit("/ 10", 0.1, 0),
          new Unit("x 60", 60, 0),
          new Unit("/ 60", 1.0 / 60, 0),
          new Unit("degC to degF", 1.8, 32),
          new Unit("degF to degC", 1 / 1.8, -32 / 1.8),
          new Unit("degC to K", 1, 273.15),
          new Unit("K to degC", 1, -273.15),
          new Unit("K to degF", 1.8, -459.67),
          new Unit("degF to K", 1 / 1.8, 459.67 / 1.8),
          new Unit("psi to kPa", 6.894757, 0), // NIST SP 811, appendix B.8
          new Unit("kPa to psi", 1 / 6.894757, 0),
          new Unit("psi to bar", 0.06894757, 0),
          new Unit("bar to psi", 1 / 0.06894757, 0),
          new Unit("m/s to km/h", 3.6, 0),
          new Unit("km/h to m/s", 1 / 3.6, 0),
          new Unit("ft to m", 0.3048, 0),
          new Unit("m to ft", 1 / 0.3048, 0));

  private static final double[] QUANTILES = {0.1, 0.25, 0.5, 0.75, 0.9};

  /** Standard deviations of a normal distribution between its quartiles. */
  private static final double QUARTILES_APART = 1.349;

  private static final int LEAST_BEFORE = 20;
  private static final int LEAST_AFTER = 12;
  private static final int MOST = 200; // values beside the step: what is further away has drifted
  private static final int STEPS = 5;
  private static final double TRIMMED = 0.05; // values that may be spikes
  private static final double CLOSE = 0.5; // mean distance of quantiles, in standard deviations
  private static final double ROUNDING = 1e-3; // of a value that hardly moves

  private UnitChange() {}

  private record Unit(String name, double scale, double offset) {
    double of(double value) {
      return scale * value + offset;
    }
  }

  /**
   * A change of unit.
   *
   * @param unit what values are converted by
   * @param since the first reading in the new unit, in microseconds since 1970 UTC
   */
  record Found(String unit, long since) implements Serializable {
    /** No change. */
    static final Found NONE = new Found("", 0);
  }

  /** The change that the last values are still under, or {@link Found#NONE}. */
  static Found in(double[] values, long[] times) {
    for (int step : candidates(values)) {
      double[] before = Arrays.copyOfRange(values, Math.max(0, step - MOST), step);
      double[] after = Arrays.copyOfRange(values, step, Math.min(values.length, step + MOST));
      if (apart(before, after)
          && apart(
              Arrays.copyOfRange(values, 0, step),
              Arrays.copyOfRange(values, step, values.length))) {
        Optional<Unit> unit = closest(before, after);
        if (unit.isPresent()) {
          return new Found(unit.get().name(), times[step]);
        }
      }
    }
    return Found.NONE;
  }

  /** A unit changes from one reading to the next: a large step, or one by a large factor. */
  private static int[] candidates(double[] values) {
    return IntStream.concat(
            largest(values, (now, last) -> Math.abs(now - last)),
            largest(values, (now, last) -> now / last > 0 ? Math.abs(Math.log(now / last)) : 0))
        .distinct()
        .toArray();
  }

  private static IntStream largest(double[] values, DoubleBinaryOperator size) {
    return IntStream.rangeClosed(LEAST_BEFORE, values.length - LEAST_AFTER)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -size.applyAsDouble(values[i], values[i - 1])))
        .limit(STEPS)
        .mapToInt(Integer::intValue);
  }

  private static boolean apart(double[] before, double[] after) {
    double[] one = before.clone();
    double[] other = after.clone();
    Arrays.sort(one);
    Arrays.sort(other);
    return quantile(one, 1 - TRIMMED) < quantile(other, TRIMMED)
        || quantile(other, 1 - TRIMMED) < quantile(one, TRIMMED);
  }

  private static Optional<Unit> closest(double[] before, double[] after) {
    double[] now = after.clone();
    Arrays.sort(now);
    return UNITS.stream()
        .filter(unit -> distance(unit, before, now) < CLOSE && explainsStep(unit, before, after))
        .min(Comparator.comparingDouble(unit -> distance(unit, before, now)));
  }

  /** What rises steadily, as a counter does, is outside of its past at any time. */
  private static boolean explainsStep(Unit unit, double[] before, double[] after) {
    double then = median(Arrays.copyOfRange(before, before.length - LEAST_AFTER, before.length));
    double now = median(Arrays.copyOf(after, LEAST_AFTER));
    return Math.abs(unit.of(then) - now) < Math.abs(then - now) / 2;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return quantile(values, 0.5);
  }

  private static double distance(Unit unit, double[] before, double[] now) {
    double[] then = Arrays.stream(before).map(unit::of).sorted().toArray();
    double spread =
        Math.max(Math.min(spread(then), spread(now)), ROUNDING * Math.abs(quantile(then, 0.5)));
    double sum = 0;
    for (double q : QUANTILES) {
      sum += Math.abs(quantile(then, q) - quantile(now, q));
    }
    return spread == 0 ? Double.POSITIVE_INFINITY : sum / QUANTILES.length / spread;
  }

  private static double spread(double[] sorted) {
    return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / QUARTILES_APART;
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }
}
