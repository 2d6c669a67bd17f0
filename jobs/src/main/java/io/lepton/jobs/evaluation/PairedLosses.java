package io.lepton.jobs.evaluation;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Losses of two model versions on the same windows.
 *
 * @param devices the windows are of
 * @param windows both were measured on
 * @param before mean loss of the one
 * @param after mean loss of the other
 * @param lower by which share of {@code before} the other's loss is lower; negative if higher
 * @param interval of {@code lower}
 */
public record PairedLosses(
    int devices, long windows, double before, double after, double lower, Interval interval) {
  static final int RESAMPLES = 2000;
  private static final double TAIL = 2.5;

  /** What 95 % of the resamples lie between; no width where there is but one device. */
  public record Interval(double low, double high) {}

  /**
   * One device's losses, summed over its windows.
   *
   * @param windows how many
   * @param before sum of the one's losses
   * @param after sum of the other's
   */
  record Device(long windows, double before, double after) {}

  /**
   * Compares them. The interval is the percentile bootstrap (Efron and Tibshirani, An Introduction
   * to the Bootstrap, 1993, chapter 13) over devices, as the windows of one device are much alike;
   * the pair of a device stays together.
   *
   * @param devices at least one, in an order that is always the same
   */
  static PairedLosses of(List<Device> devices, long seed) {
    Device all = new Device(0, 0, 0);
    for (Device device : devices) {
      all = plus(all, device);
    }
    return new PairedLosses(
        devices.size(),
        all.windows(),
        all.before() / all.windows(),
        all.after() / all.windows(),
        lower(all),
        interval(devices, seed));
  }

  private static Interval interval(List<Device> devices, long seed) {
    RandomGenerator random = new Well19937c(seed);
    double[] resampled = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      Device drawn = new Device(0, 0, 0);
      for (int d = 0; d < devices.size(); d++) {
        drawn = plus(drawn, devices.get(random.nextInt(devices.size())));
      }
      resampled[r] = lower(drawn);
    }
    Percentile percentile = new Percentile();
    percentile.setData(resampled);
    return new Interval(percentile.evaluate(TAIL), percentile.evaluate(100 - TAIL));
  }

  private static Device plus(Device a, Device b) {
    return new Device(a.windows() + b.windows(), a.before() + b.before(), a.after() + b.after());
  }

  /** Nothing is lower than no loss at all. */
  private static double lower(Device sums) {
    return sums.before() == 0 && sums.after() == 0 ? 0 : 1 - sums.after() / sums.before();
  }

  /** Whether the other is better by a share of the one's loss; the same figure is no better. */
  public boolean isLowerBy(double margin) {
    return lower >= margin && (lower > 0 || margin < 0);
  }

  /** {@code 3.2 % lower on 1,200 windows of 20 devices (95 % of resamples: 1.0 % to 5.1 %)}. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%.2f %% %s on %,d windows of %,d devices (%s)",
        100 * Math.abs(lower),
        lower < 0 ? "higher" : "lower",
        windows,
        devices,
        intervalWords());
  }

  private String intervalWords() {
    return devices == 1
        ? "one device gives no interval"
        : String.format(
            Locale.ROOT,
            "95 %% of resamples: %.2f %% to %.2f %% lower",
            100 * interval.low(),
            100 * interval.high());
  }
}
