package io.lepton.features.alarm;

import java.util.ArrayList;
import java.util.List;

/**
 * One alarm of a device, from the reading that raised it to the last one above the threshold; times
 * in microseconds since 1970 UTC.
 *
 * @param raised when it was raised
 * @param last when a score was above the threshold for the last time
 */
public record Alarm(long raised, long last) {
  /** The alarms of a device's scores, in time order. */
  public static List<Alarm> in(ScoreSeries series, AlarmRule rule) {
    List<Alarm> alarms = new ArrayList<>();
    AlarmWatch watch = new AlarmWatch(rule);
    for (int i = 0; i < series.size(); i++) {
      long time = series.time(i);
      double score = series.score(i);
      if (watch.raises(time, score)) {
        alarms.add(new Alarm(time, time));
      } else if (watch.isOn() && rule.isAbove(score)) {
        alarms.set(alarms.size() - 1, new Alarm(alarms.get(alarms.size() - 1).raised(), time));
      }
    }
    return alarms;
  }
}
