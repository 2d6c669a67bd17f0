package io.lepton.features.alarm;

import java.time.Duration;

/**
 * How far the scores of one device have come on the way to an alarm, or out of one; times in
 * microseconds since 1970 UTC.
 *
 * @param isOn whether an alarm is on
 * @param inRow scores in a row above the threshold
 * @param lastAbove when a score was above the level that keeps an alarm on; 0 if none is on
 */
public record AlarmState(boolean isOn, int inRow, long lastAbove) {
  /** Nothing was seen yet. */
  public static final AlarmState CALM = new AlarmState(false, 0, 0);

  /** An alarm was raised at a time, and nothing was seen since. */
  public static AlarmState raisedAt(long time) {
    return new AlarmState(true, 0, time);
  }

  /**
   * The state after the next score. A score above the threshold keeps an alarm on, as one above the
   * release does, which is the threshold or below it: what is left then is hysteresis, and no
   * quiver around the threshold raises an alarm twice.
   */
  public AlarmState step(AlarmRule rule, double release, long time, double score) {
    AlarmState before = isOn && time > over(rule) ? CALM : this;
    boolean above = rule.isAbove(score);
    int row = above ? before.inRow + 1 : 0;
    boolean on = before.isOn || row >= rule.readings();
    boolean keeps = on && (above || score > release);
    return new AlarmState(on, row, keeps ? time : on ? before.lastAbove : 0);
  }

  /** When the alarm that is on will be over unless a score keeps it on. */
  public long over(AlarmRule rule) {
    return lastAbove + micros(rule.quiet());
  }

  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }
}
