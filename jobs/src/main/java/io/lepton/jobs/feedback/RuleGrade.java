package io.lepton.jobs.feedback;

import java.time.Duration;
import java.util.Optional;

/**
 * How good the alerts of a rule were.
 *
 * @param rule its name
 * @param right alerts after which the device failed, or a fault was found
 * @param wrong alerts that were false
 * @param prevented alerts after which a repair came before any failure: neither right nor wrong
 * @param open alerts that may still be answered, or that nobody answered and that foretell nothing
 * @param failures what devices that were watched came to
 * @param watched how long devices were watched, in months
 * @param lead the median time from an alert to a failure
 */
public record RuleGrade(
    String rule,
    int right,
    int wrong,
    int prevented,
    int open,
    Failures failures,
    double watched,
    Optional<Duration> lead) {
  /**
   * Failures of devices that were watched.
   *
   * @param all how many there were
   * @param warned those that an alert came before
   */
  public record Failures(int all, int warned) {}

  /** The share of right ones among those that were right or wrong; NaN if there are none. */
  public double precision() {
    return (double) right / (right + wrong);
  }

  /** False alarms in a month of a device; NaN where none was watched. */
  public double falseAlarmsMonthly() {
    return watched > 0 ? wrong / watched : Double.NaN;
  }
}
