package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingScalerTest {
  private static final double NONE = Double.NaN;
  private final float[] scaled = new float[2];
  private ReadingScaler scaler;

  @BeforeEach
  void fit() {
    Regime low = new Regime(List.of(-1.0), List.of(10.0, 5.0), List.of(2.0, 0.0));
    Regime high = new Regime(List.of(1.0), List.of(100.0, 5.0), List.of(20.0, 0.0));
    scaler =
        new ReadingScaler(
            new FeatureSpec(
                List.of("pressure", "constant"),
                List.of("speed"),
                List.of(50.0),
                List.of(10.0),
                List.of(low, high),
                new WindowConfig(5, 1, 2),
                FeatureSpec.LabelSpec.of(
                    new LabelConfig("failure", 100, Duration.ofHours(1), "hours"))));
  }

  @Test
  void isTheZScoreWithinTheRegime() {
    assertThat(next(12, 5, 40)).containsExactly(1, 0);
    assertThat(next(140, 5, 60)).containsExactly(2, 0);
  }

  @Test
  void aChannelThatNeverMovesStaysZeroWhateverItSays() {
    assertThat(next(10, 123, 40)).containsExactly(0, 0);
  }

  @Test
  void borrowsAMissingValueForAWhile() {
    next(14, 5, 40);
    assertThat(next(NONE, 5, 40)).containsExactly(2, 0);
    assertThat(next(NONE, 5, 60)).as("also from another regime").containsExactly(2, 0);
    assertThat(next(NONE, 5, 40)).as("beyond the limit: the mean").containsExactly(0, 0);
  }

  @Test
  void borrowsNothingFromAnotherDevice() {
    next(14, 5, 40);
    scaler.reset();
    assertThat(next(NONE, 5, 40)).containsExactly(0, 0);
  }

  @Test
  void borrowsAMissingSetting() {
    next(140, 5, 60);
    assertThat(next(140, 5, NONE)).containsExactly(2, 0);
  }

  private float[] next(double pressure, double constant, double speed) {
    scaler.next(new double[] {pressure, constant}, new double[] {speed}, scaled, 0);
    return scaled.clone();
  }
}
