package io.lepton.features.alarm;

/** Watches the scores of one device in time order and says which of them raises an alarm. */
public final class AlarmWatch {
  private final AlarmRule rule;
  private AlarmState state = AlarmState.CALM;

  /** Nothing was seen yet. */
  public AlarmWatch(AlarmRule rule) {
    this.rule = rule;
  }

  /**
   * Takes the next score.
   *
   * @param time of its reading, in microseconds since 1970 UTC
   * @return whether it raises an alarm
   */
  public boolean raises(long time, double score) {
    boolean wasOn = state.isOn() && time <= state.over(rule);
    state = state.step(rule, rule.threshold(), time, score);
    return state.isOn() && !wasOn;
  }

  /** Whether an alarm is on after the last score. */
  public boolean isOn() {
    return state.isOn();
  }
}
