package io.lepton.training.alarm;

import java.time.Duration;

/** How long devices were watched, as rates of alarms are counted. */
final class DeviceTime {
  /** A twelfth of a year of 365.25 days. */
  private static final double MONTH_SECONDS = 365.25 / 12 * 86_400;

  private DeviceTime() {}

  static double months(Duration watched) {
    return (watched.getSeconds() + watched.getNano() / 1e9) / MONTH_SECONDS;
  }
}
