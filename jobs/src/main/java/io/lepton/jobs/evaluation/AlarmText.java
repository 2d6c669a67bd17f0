package io.lepton.jobs.evaluation;

import io.lepton.training.alarm.PointCounts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Figures of alarms as people read them: a share never without its counts. */
final class AlarmText {
  private static final double HOUR = 3600;

  private AlarmText() {}

  static String share(long part, long whole) {
    return whole == 0
        ? "none of 0"
        : String.format(Locale.ROOT, "%.3f (%,d of %,d)", (double) part / whole, part, whole);
  }

  static String f1(PointCounts points) {
    return Double.isNaN(points.f1()) ? "-" : String.format(Locale.ROOT, "%.3f", points.f1());
  }

  /** So many, and how many that is in a device's month. */
  static String monthly(int count, int of, double deviceMonths) {
    return deviceMonths > 0
        ? String.format(
            Locale.ROOT, "%,d of %,d (%.2f a device-month)", count, of, count / deviceMonths)
        : String.format(Locale.ROOT, "%,d of %,d", count, of);
  }

  /** Hours, or days if they are many. */
  static String time(Duration time) {
    double hours = time.getSeconds() / HOUR;
    return hours < 72
        ? String.format(Locale.ROOT, "%.1f h", hours)
        : String.format(Locale.ROOT, "%.1f days", hours / 24);
  }

  /** The middle one; of an even number of them, the smaller of the two in the middle. */
  static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get((times.size() - 1) / 2);
  }
}
