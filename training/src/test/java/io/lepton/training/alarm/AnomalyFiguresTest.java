package io.lepton.training.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.alarm.ScoreSeries;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AnomalyFiguresTest {
  private static final long HOUR = 3_600_000_000L;
  private static final AlarmRule RULE = new AlarmRule(5, 2, Duration.ofHours(2));

  @Test
  void windowsAlarmsAndPointsAreCountedAsByHand() {
    ScoreSeries series =
        hourly(1, 1, 9, 1, 9, 9, 1, 1, 1, 1, 9, 9, 9, 1, 1, 1, 1, 1, 9, 1, 1, 9, 9);
    //      window 3-6 ^^^^^^^^^^      window 14-16 ^^^^^^^  and 20-30, of which 20-22 is seen
    List<Incident> incidents = List.of(hours(3, 6), hours(14, 16), hours(20, 30), hours(40, 50));

    AnomalyFigures figures = AnomalyFigures.of(series, RULE, incidents);

    assertThat(figures.incidents()).as("nobody watched the last one").isEqualTo(3);
    assertThat(figures.delays()).containsExactly(Duration.ofHours(2), Duration.ofHours(2));
    assertThat(figures.alarms()).isEqualTo(3);
    assertThat(figures.falseAlarms()).as("at 11").isEqualTo(1);
    // above: 2, 4, 5, 10, 11, 12, 18, 21, 22; in windows: 3-6, 14-16, 20-22
    assertThat(figures.points()).isEqualTo(new PointCounts(4, 5, 6, 8));
    assertThat(figures.points().precision()).isEqualTo(4 / 9.0);
    assertThat(figures.points().recall()).isEqualTo(0.4);
    assertThat(figures.points().f1()).isEqualTo(8 / 19.0);
    assertThat(figures.points().falseAlarmRate()).isEqualTo(5 / 13.0);
    assertThat(figures.points().missingAlarmRate()).isEqualTo(0.6);
  }

  @Test
  void aDetectorThatAlwaysCriesFindsNothing() {
    double[] scores = new double[100];
    Arrays.fill(scores, 9);

    AnomalyFigures figures =
        AnomalyFigures.of(hourly(scores), RULE, List.of(hours(20, 30), hours(60, 70)));

    assertThat(figures.found()).isZero();
    assertThat(figures.falseAlarms()).isEqualTo(1);
  }

  @Test
  void twoDevicesForHalfAMonthAreADeviceMonth() {
    // 365.25 / 24 days
    long half = Math.round(365.25 / 24 * 24 * HOUR);
    ScoreSeries series = new ScoreSeries(new long[] {5 * HOUR, 5 * HOUR + half}, new double[2]);
    AnomalyFigures one = AnomalyFigures.of(series, RULE, List.of());

    assertThat(one.plus(one).deviceMonths()).isCloseTo(1.0, within(1e-9));
  }

  private static Incident hours(long from, long until) {
    return new Incident(from * HOUR, until * HOUR);
  }

  private static ScoreSeries hourly(double... scores) {
    return new ScoreSeries(
        LongStream.range(0, scores.length).map(hour -> hour * HOUR).toArray(), scores);
  }
}
