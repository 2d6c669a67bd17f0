package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesScoresTest {
  @Test
  void scoresWhatWasReckonedByHand() {
    SeriesScores scores = new SeriesScores();
    scores.add(1, 4);
    scores.add(2, 1);
    SeriesScores others = new SeriesScores();
    others.add(0, 0);
    others.add(-1, -3);
    scores.add(others);

    assertThat(scores.count()).isEqualTo(4);
    assertThat(scores.mse()).isEqualTo((9 + 1 + 0 + 4) / 4.0);
    assertThat(scores.mae()).isEqualTo((3 + 1 + 0 + 2) / 4.0);
  }

  @Test
  void nothingPredictedIsNotPerfect() {
    assertThat(new SeriesScores().mse()).isNaN();
    assertThat(new SeriesScores().mae()).isNaN();
  }
}
