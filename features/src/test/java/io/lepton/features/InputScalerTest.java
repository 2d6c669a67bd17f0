package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputScalerTest {
  private static final double NONE = Double.NaN;
  private final double[] scaled = new double[2];
  private InputScaler scaler;

  @BeforeEach
  void fit() {
    Regime low =
        new Regime(List.of(-1.0), List.of(10.0, 5.0), List.of(2.0, 0.0), List.of(0.0, 0.0));
    Regime high =
        new Regime(List.of(1.0), List.of(100.0, 5.0), List.of(20.0, 0.0), List.of(0.0, 0.0));
    Settings speed = new Settings(List.of("speed"), List.of(50.0), List.of(10.0));
    scaler =
        new InputScaler(TestingSpec.of("pressure", "constant").regimes(speed, low, high).spec());
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
    assertThat(scaler.isMissing(0)).isTrue();
    assertThat(next(NONE, 5, 40)).as("beyond the limit: the mean").containsExactly(0, 0);
    next(14, 5, 40);
    assertThat(scaler.isMissing(0)).isFalse();
  }

  @Test
  void borrowsNothingOverABreak() {
    next(14, 5, 40);
    scaler.restart();
    assertThat(next(NONE, 5, 40)).containsExactly(0, 0);
  }

  @Test
  void borrowsAMissingSetting() {
    next(140, 5, 60);
    assertThat(next(140, 5, NONE)).containsExactly(2, 0);
  }

  private double[] next(double pressure, double constant, double speed) {
    scaler.next(new double[] {pressure, constant, speed}, scaled);
    return scaled.clone();
  }
}
