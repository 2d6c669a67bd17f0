package io.lepton.training.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.ScoreSeries;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One device, a reading an hour; alarm if less than 30 hours are said to be left, twice. */
final class HorizonFiguresTest {
  private static final long HOUR = 3_600_000_000L;
  private static final long HORIZON = 30;
  private static final AlarmRule RULE = new AlarmRule(-HORIZON, 2, Duration.ofHours(5));

  @Test
  void anAlarmInTimeWarnsByTheTimeFromItsRaising() {
    // fails at 100; said to have less than 30 hours left from 81 on, raised at 82
    HorizonFigures figures = figures(100, said(101, 81, 101), 100);

    assertThat(figures.leads()).containsExactly(Duration.ofHours(18));
    assertThat(figures.warnedBy(Duration.ofHours(18))).isEqualTo(1);
    assertThat(figures.warnedBy(Duration.ofHours(19))).isZero();
    assertThat(figures.alarms()).isEqualTo(new HorizonFigures.Alarms(1, 0, 0));
    // due are 70 to 100
    assertThat(figures.points()).isEqualTo(new PointCounts(20, 0, 11, 70));
  }

  @Test
  void anAlarmThatLastsUntilTheHorizonIsEarlyOneThatEndsBeforeIsFalse() {
    HorizonFigures early = figures(100, said(101, 60, 101), 100);
    HorizonFigures unfounded = figures(100, said(101, 40, 50), 100);

    assertThat(early.alarms()).isEqualTo(new HorizonFigures.Alarms(0, 1, 0));
    assertThat(early.leads()).containsExactly(Duration.ofHours(39));
    assertThat(unfounded.alarms()).isEqualTo(new HorizonFigures.Alarms(0, 0, 1));
    assertThat(unfounded.missed()).isEqualTo(1);
    assertThat(unfounded.leads()).isEmpty();
  }

  @Test
  void aFailureThatNobodyWatchedIsNeitherMissedNorWarnedOf() {
    // watched until 80, failed at 100: what it was told of its windows counts all the same
    HorizonFigures figures = figures(100, said(81, 75, 81), 100);

    assertThat(figures.failures()).isZero();
    assertThat(figures.alarms()).isEqualTo(new HorizonFigures.Alarms(1, 0, 0));
    assertThat(figures.points()).isEqualTo(new PointCounts(6, 0, 5, 70));
  }

  @Test
  void aFailureEndsAnAlarmAndTheNextLifeHasItsOwn() {
    double[] said = said(121, 95, 121);
    HorizonFigures figures = figures(100, said, 100, 120);

    assertThat(figures.leads()).containsExactly(Duration.ofHours(4), Duration.ofHours(18));
    assertThat(figures.alarms().inTime()).isEqualTo(2);
  }

  @Test
  void whoNeverFailsHasFalseAlarmsOnly() {
    HorizonFigures figures = figures(Long.MAX_VALUE, said(101, 30, 34));

    assertThat(figures.alarms()).isEqualTo(new HorizonFigures.Alarms(0, 0, 1));
    assertThat(figures.failures()).isZero();
  }

  /** What is left, negated: 20 hours from one reading until before another, else 99. */
  private static double[] said(int readings, int from, int until) {
    double[] said = new double[readings];
    for (int i = 0; i < readings; i++) {
      said[i] = i >= from && i < until ? -20 : -99;
    }
    return said;
  }

  private static HorizonFigures figures(long failure, double[] said, long... failures) {
    boolean[] due = new boolean[said.length];
    for (int i = 0; i < due.length; i++) {
      due[i] = i <= failure && failure - i <= HORIZON;
    }
    return HorizonFigures.of(
        new ScoreSeries(LongStream.range(0, said.length).map(hour -> hour * HOUR).toArray(), said),
        RULE,
        new HorizonFigures.Truth(
            due,
            LongStream.of(failures).map(hour -> hour * HOUR).toArray(),
            Duration.ofHours(HORIZON)));
  }
}
