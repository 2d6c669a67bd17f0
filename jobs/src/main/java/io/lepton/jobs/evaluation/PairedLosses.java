package io.lepton.jobs.evaluation;

import io.lepton.training.evaluation.DeviceBootstrap;
import io.lepton.training.evaluation.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Losses of two model versions on the same windows.
 *
 * @param devices the windows are of
 * @param windows both were measured on
 * @param before mean loss of the one
 * @param after mean loss of the other
 * @param lower by which share of {@code before} the other's loss is lower; negative if higher
 * @param interval of {@code lower}; none with too few devices
 */
public record PairedLosses(
    int devices,
    long windows,
    double before,
    double after,
    double lower,
    Optional<Interval> interval) {
  private static final int RESAMPLES = 2000;

  /**
   * One device's losses, summed over its windows.
   *
   * @param windows how many
   * @param before sum of the one's losses
   * @param after sum of the other's
   */
  record Device(long windows, double before, double after) {}

  /**
   * Compares them. The pair of a device stays together when devices are drawn.
   *
   * @param devices at least one, in an order that is always the same
   */
  static PairedLosses of(List<Device> devices, long seed) {
    Device all = sum(devices, DeviceBootstrap.once(devices.size()));
    return new PairedLosses(
        devices.size(),
        all.windows(),
        all.before() / all.windows(),
        all.after() / all.windows(),
        lower(all),
        new DeviceBootstrap(RESAMPLES, seed)
            .intervals(devices.size(), times -> new double[] {lower(sum(devices, times))})
            .get(0));
  }

  private static Device sum(List<Device> devices, int[] times) {
    Device sum = new Device(0, 0, 0);
    for (int d = 0; d < times.length; d++) {
      for (int t = 0; t < times[d]; t++) {
        sum = plus(sum, devices.get(d));
      }
    }
    return sum;
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

  /** {@code 3.2 % lower on 1,200 windows of 20 devices (95 % confidence: 1.0 % to 5.1 % lower)}. */
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
    return interval
        .map(
            range ->
                String.format(
                    Locale.ROOT,
                    "%.0f %% confidence: %.2f %% to %.2f %% lower",
                    100 * DeviceBootstrap.CONFIDENCE,
                    100 * range.low(),
                    100 * range.high()))
        .orElse("fewer than %d devices give no interval".formatted(DeviceBootstrap.FEWEST));
  }
}
