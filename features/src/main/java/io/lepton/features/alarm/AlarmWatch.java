package io.lepton.features.alarm;

import java.time.Duration;

/** Watches the scores of one device in time order and says which of them raises an alarm. */
public final class AlarmWatch {
  private final AlarmRule rule;
  private final long quiet;
  private boolean on;
  private int inRow;
  private long lastAbove;

  /** Nothing was seen yet. */
  public AlarmWatch(AlarmRule rule) {
    this.rule = rule;
    this.quiet = micros(rule.quiet());
  }

  /**
   * Takes the next score.
   *
   * @param time of its reading, in microseconds since 1970 UTC
   * @return whether it raises an alarm
   */
  public boolean raises(long time, double score) {
    if (on && time - lastAbove > quiet) {
      on = false;
      inRow = 0;
    }
    if (!rule.isAbove(score)) {
      inRow = 0;
      return false;
    }
    inRow++;
    lastAbove = time;
    boolean raised = !on && inRow >= rule.readings();
    on |= raised;
    return raised;
  }

  /** Whether an alarm is on after the last score. */
  public boolean isOn() {
    return on;
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }
}
