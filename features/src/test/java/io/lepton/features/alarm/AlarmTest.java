package io.lepton.features.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AlarmTest {
  private static final long HOUR = 3_600_000_000L;
  private static final AlarmRule RULE = new AlarmRule(5, 3, Duration.ofHours(4));

  @Test
  void theThirdReadingInARowRaisesTheAlarm() {
    assertThat(Alarm.in(hourly(9, 9, 1, 9, 9, 5, 9, 9, 9, 1), RULE))
        .containsExactly(new Alarm(8 * HOUR, 8 * HOUR));
  }

  @Test
  void aReadingWithinTheQuietTimeBelongsToTheAlarmThatIsOn() {
    // the last one comes four hours after the one before, which is not longer than the quiet time
    assertThat(Alarm.in(hourly(9, 9, 9, 9, 1, 1, 1, 9, 1, 9, 1, 1, 1, 9), RULE))
        .containsExactly(new Alarm(2 * HOUR, 13 * HOUR));
  }

  @Test
  void afterTheQuietTimeItTakesAsManyReadingsAsBefore() {
    assertThat(Alarm.in(hourly(9, 9, 9, 1, 1, 1, 1, 9, 9, 1, 9, 9, 9, 9), RULE))
        .containsExactly(new Alarm(2 * HOUR, 2 * HOUR), new Alarm(12 * HOUR, 13 * HOUR));
  }

  @Test
  void readingsThatRaisedNothingMakeNothingQuiet() {
    assertThat(Alarm.in(hourly(9, 9, 1, 9, 9, 9), RULE))
        .containsExactly(new Alarm(5 * HOUR, 5 * HOUR));
  }

  @Test
  void whatIsNoNumberIsNotUnusual() {
    assertThat(Alarm.in(hourly(9, 9, Double.NaN, 9, 9), RULE)).isEmpty();
    assertThat(AlarmRule.NONE.isAbove(Double.MAX_VALUE)).isFalse();
  }

  @Test
  void aRuleIsReadAsItWasWritten() {
    String json = new AlarmRule(0.125, 3, Duration.ofHours(36)).json();
    assertThat(json).contains("\"threshold\" : 0.125", "\"readings\" : 3", "\"quiet\" : \"PT36H\"");
    assertThat(AlarmRule.parse(json)).isEqualTo(new AlarmRule(0.125, 3, Duration.ofHours(36)));
  }

  @Test
  void whatIsNoRuleIsRefused() {
    for (String json :
        new String[] {
          "", "{}", "[1]", "{\"threshold\": 1, \"readings\": 0, \"quiet\": \"PT1H\"}"
        }) {
      assertThatThrownBy(() -> AlarmRule.parse(json))
          .as(json)
          .isInstanceOf(PipelineException.class)
          .hasMessageStartingWith("Cannot read an alarm rule: ");
    }
  }

  private static ScoreSeries hourly(double... scores) {
    return new ScoreSeries(
        LongStream.range(0, scores.length).map(hour -> hour * HOUR).toArray(), scores);
  }
}
