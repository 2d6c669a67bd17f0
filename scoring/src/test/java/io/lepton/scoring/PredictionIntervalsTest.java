package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionIntervalsTest {
  private static final Label LIFE = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");
  private static final PredictionIntervals INTERVALS =
      new PredictionIntervals(
          1,
          0.9,
          List.of(
              new PredictionIntervals.Bin(0, 3.5, 20, 400),
              new PredictionIntervals.Bin(50, 30, 19, 900)));

  @Test
  void theWidthFollowsThePrediction() {
    assertThat(INTERVALS.around(49.9, LIFE).orElseThrow().upper()).isEqualTo(49.9 + 3.5);
    assertThat(INTERVALS.around(50, LIFE)).contains(new PredictionIntervals.Interval(20, 80));
  }

  @Test
  void anIntervalHoldsOnlyWhatATruthCanBeAndThePredictionItself() {
    assertThat(INTERVALS.around(1, LIFE)).contains(new PredictionIntervals.Interval(0, 4.5));
    assertThat(INTERVALS.around(90, LIFE)).contains(new PredictionIntervals.Interval(60, 100));
    assertThat(INTERVALS.around(104, LIFE)).contains(new PredictionIntervals.Interval(74, 104));
  }

  @Test
  void aModelWithoutCalibrationHasNone() {
    assertThat(PredictionIntervals.NONE.around(50, LIFE)).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(PredictionIntervals.parse(INTERVALS.json())).isEqualTo(INTERVALS);
    assertThat(new String(INTERVALS.json(), StandardCharsets.UTF_8))
        .contains("\"coverage\" : 0.9", "\"from\" : 50.0", "\"halfWidth\" : 30.0");
  }

  @Test
  void anotherFileIsRefused() {
    byte[] other =
        "{\"format\": 7, \"coverage\": 0.9, \"bins\": []}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PredictionIntervals.parse(other))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read 'intervals.json'")
        .hasMessageContaining("format: 7 (expected: 1)");
  }
}
