package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RegressionScoresTest {
  @Test
  void scoresWhatWasReckonedByHand() {
    RegressionScores scores = new RegressionScores();
    scores.add(100, 87); // 13 early
    scores.add(50, 60); // 10 late
    scores.add(20, 20);

    assertThat(scores.count()).isEqualTo(3);
    assertThat(scores.rmse()).isCloseTo(Math.sqrt((169 + 100) / 3.0), within(1e-12));
    assertThat(scores.mae()).isCloseTo(23 / 3.0, within(1e-12));
    assertThat(scores.meanError()).isCloseTo(-1, within(1e-12));
    assertThat(scores.phmScore()).isCloseTo(2 * (2.718281828459045 - 1), within(1e-12));
  }

  @Test
  void aLatePredictionCostsMoreThanAnEarlyOne() {
    // exp(20 / 10) - 1 and exp(20 / 13) - 1
    assertThat(RegressionScores.ofConstant(40, DoubleStream.of(20)).phmScore())
        .isCloseTo(6.38905609893065, within(1e-12));
    assertThat(RegressionScores.ofConstant(0, DoubleStream.of(20)).phmScore())
        .isCloseTo(3.657419495658906, within(1e-12));
  }

  @Test
  void partsAddUpToTheWhole() {
    RegressionScores whole = RegressionScores.ofConstant(3, DoubleStream.of(1, 2, 5, 9));
    RegressionScores parts = RegressionScores.ofConstant(3, DoubleStream.of(1, 2));
    parts.add(RegressionScores.ofConstant(3, DoubleStream.of(5, 9)));

    assertThat(parts.count()).isEqualTo(4);
    assertThat(parts.rmse()).isEqualTo(whole.rmse());
    assertThat(parts.phmScore()).isEqualTo(whole.phmScore());
  }

  @Test
  void nothingPredictedIsNotPerfect() {
    RegressionScores none = new RegressionScores();
    assertThat(none.rmse()).isNaN();
    assertThat(none.mae()).isNaN();
    assertThat(none.phmScore()).isNaN();
  }
}
