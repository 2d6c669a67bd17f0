package io.lepton.training.alarm;

import io.lepton.features.alarm.Alarm;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.ScoreSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How alarms of failures to come meet the failures. An alarm is in time if the device fails within
 * the horizon of its raising; early, if it was raised before that but was still on when the horizon
 * began; false otherwise. A failure counts if the device was watched up to it, which says a window
 * in the last tenth of the horizon; it is warned of if an alarm in time or an early one came before
 * it, by so much as the first of them was ahead.
 *
 * @param leads from the first alarm to its failure, of each failure that was warned of
 * @param missed failures that were not
 * @param alarms what was raised
 * @param points single windows: failing within the horizon or not, above the threshold or not
 * @param watched from the first to the last window of each device, in sum
 */
public record HorizonFigures(
    List<Duration> leads, int missed, Alarms alarms, PointCounts points, Duration watched) {
  /** Nothing was watched. */
  public static final HorizonFigures NONE =
      new HorizonFigures(List.of(), 0, new Alarms(0, 0, 0), PointCounts.NONE, Duration.ZERO);

  private static final int TENTH = 10;

  /** Copies the list. */
  public HorizonFigures {
    leads = List.copyOf(leads);
  }

  /**
   * Alarms by what became of them.
   *
   * @param inTime the device failed within the horizon
   * @param early raised before the horizon, and on when it began
   * @param unfounded no failure came
   */
  public record Alarms(int inTime, int early, int unfounded) {
    Alarms plus(Alarms other) {
      return new Alarms(inTime + other.inTime, early + other.early, unfounded + other.unfounded);
    }

    /** All of them. */
    public int all() {
      return inTime + early + unfounded;
    }
  }

  /**
   * What is known of a device.
   *
   * @param due whether the device failed within the horizon of a window, for each window
   * @param failures when it failed, ascending, also after the last window, in microseconds since
   *     1970 UTC
   * @param horizon how far ahead alarms look
   */
  public record Truth(boolean[] due, long[] failures, Duration horizon) {
    private long micros() {
      return horizon.toNanos() / 1000;
    }

    /** The first failure that comes at a time or later; -1 for none. */
    private int next(long time) {
      for (int f = 0; f < failures.length; f++) {
        if (failures[f] >= time) {
          return f;
        }
      }
      return -1;
    }
  }

  /** The figures of one device. */
  public static HorizonFigures of(ScoreSeries series, AlarmRule rule, Truth truth) {
    PointCounts points = PointCounts.NONE;
    boolean[] seen = new boolean[truth.failures().length];
    for (int i = 0; i < series.size(); i++) {
      points = points.with(truth.due()[i], rule.isAbove(series.score(i)));
      int next = truth.next(series.time(i));
      if (next >= 0) {
        seen[next] |= truth.failures()[next] - series.time(i) <= truth.micros() / TENTH;
      }
    }
    long[] first = new long[seen.length];
    boolean[] warned = new boolean[seen.length];
    Alarms alarms = new Alarms(0, 0, 0);
    for (Alarm alarm : inLives(series, rule, truth)) {
      int next = truth.next(alarm.raised());
      boolean founded = next >= 0 && truth.failures()[next] - alarm.last() <= truth.micros();
      boolean inTime = founded && truth.failures()[next] - alarm.raised() <= truth.micros();
      alarms = alarms.plus(new Alarms(inTime ? 1 : 0, founded && !inTime ? 1 : 0, founded ? 0 : 1));
      if (founded && !warned[next]) {
        warned[next] = true;
        first[next] = alarm.raised();
      }
    }
    List<Duration> leads = new ArrayList<>();
    int missed = 0;
    for (int f = 0; f < seen.length; f++) {
      if (seen[f] && warned[f]) {
        leads.add(Duration.ofNanos((truth.failures()[f] - first[f]) * 1000));
      } else if (seen[f]) {
        missed++;
      }
    }
    return new HorizonFigures(leads, missed, alarms, points, series.watched());
  }

  /** The alarms of each life: a failure ends an alarm, and what follows is a new device. */
  private static List<Alarm> inLives(ScoreSeries series, AlarmRule rule, Truth truth) {
    List<Alarm> alarms = new ArrayList<>();
    int from = 0;
    while (from < series.size()) {
      int life = truth.next(series.time(from));
      int until = from;
      while (until < series.size() && truth.next(series.time(until)) == life) {
        until++;
      }
      alarms.addAll(Alarm.in(series.part(from, until), rule));
      from = until;
    }
    return alarms;
  }

  /** Those of both together. */
  public HorizonFigures plus(HorizonFigures other) {
    List<Duration> all = new ArrayList<>(leads);
    all.addAll(other.leads);
    return new HorizonFigures(
        all,
        missed + other.missed,
        alarms.plus(other.alarms),
        points.plus(other.points),
        watched.plus(other.watched));
  }

  /** Failures that devices were watched up to. */
  public int failures() {
    return leads.size() + missed;
  }

  /** Failures warned of by at least so much. */
  public long warnedBy(Duration lead) {
    return leads.stream().filter(found -> found.compareTo(lead) >= 0).count();
  }

  /** Months that devices were watched. */
  public double deviceMonths() {
    return DeviceTime.months(watched);
  }
}
