package io.lepton.training.alarm;

import io.lepton.features.alarm.Alarm;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.ScoreSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How alarms meet windows of time in which something was wrong. A window is found if an alarm is
 * raised in it; one that was raised before and still goes on finds nothing, so that a detector that
 * always cries finds nothing either. An alarm raised outside all windows is false.
 *
 * @param incidents windows that readings were taken in
 * @param delays from a window's begin to the first alarm in it, of each that was found
 * @param alarms raised
 * @param falseAlarms of these
 * @param points single readings: inside a window or not, above the threshold or not
 * @param watched from the first to the last reading of each device, in sum
 */
public record AnomalyFigures(
    int incidents,
    List<Duration> delays,
    int alarms,
    int falseAlarms,
    PointCounts points,
    Duration watched) {
  /** Nothing was watched. */
  public static final AnomalyFigures NONE =
      new AnomalyFigures(0, List.of(), 0, 0, PointCounts.NONE, Duration.ZERO);

  /** Copies the list. */
  public AnomalyFigures {
    delays = List.copyOf(delays);
  }

  /** The figures of one device. */
  public static AnomalyFigures of(ScoreSeries series, AlarmRule rule, List<Incident> incidents) {
    List<Alarm> alarms = Alarm.in(series, rule);
    PointCounts points = PointCounts.NONE;
    boolean[] watched = new boolean[incidents.size()];
    for (int i = 0; i < series.size(); i++) {
      boolean wrong = false;
      for (int k = 0; k < watched.length; k++) {
        boolean covered = incidents.get(k).covers(series.time(i));
        watched[k] |= covered;
        wrong |= covered;
      }
      points = points.with(wrong, rule.isAbove(series.score(i)));
    }
    List<Duration> delays = new ArrayList<>();
    int known = 0;
    for (int k = 0; k < watched.length; k++) {
      Incident incident = incidents.get(k);
      known += watched[k] ? 1 : 0;
      alarms.stream()
          .filter(alarm -> incident.covers(alarm.raised()))
          .findFirst()
          .map(alarm -> Duration.ofNanos((alarm.raised() - incident.from()) * 1000))
          .ifPresent(delays::add);
    }
    long outside =
        alarms.stream()
            .filter(alarm -> incidents.stream().noneMatch(i -> i.covers(alarm.raised())))
            .count();
    return new AnomalyFigures(
        known, delays, alarms.size(), (int) outside, points, series.watched());
  }

  /** Those of both together. */
  public AnomalyFigures plus(AnomalyFigures other) {
    List<Duration> all = new ArrayList<>(delays);
    all.addAll(other.delays);
    return new AnomalyFigures(
        incidents + other.incidents,
        all,
        alarms + other.alarms,
        falseAlarms + other.falseAlarms,
        points.plus(other.points),
        watched.plus(other.watched));
  }

  /** Windows in which an alarm was raised. */
  public int found() {
    return delays.size();
  }

  /** Months that devices were watched. */
  public double deviceMonths() {
    return DeviceTime.months(watched);
  }
}
