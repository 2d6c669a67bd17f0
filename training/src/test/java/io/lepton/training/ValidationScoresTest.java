package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import org.junit.jupiter.api.Test;

class ValidationScoresTest {
  @Test
  void aRegressionIsScoredInLabelUnits() {
    ValidationScores scores = scores(Task.REGRESSION); // the label scale is 50
    scores.add(new float[] {0.5f, 0.2f}, new float[] {0.6f, 0.2f});
    // no life is negative: this says 0
    scores.add(new float[] {0.1f}, new float[] {-3});
    assertThat(scores.score()).isCloseTo(Math.sqrt((25 + 0 + 25) / 3.0), within(1e-5));
  }

  @Test
  void classesAreScoredByTheTrueOnesProbability() {
    ValidationScores scores = scores(Task.CLASSIFICATION);
    scores.add(new float[] {0, 1, 0, 0, 0, 1}, new float[] {0.5f, 0.25f, 0.25f, 0, 0, 1});
    assertThat(scores.score()).isCloseTo(Math.log(4) / 2, within(1e-6));
  }

  @Test
  void aForecastIsScoredNumberByNumber() {
    ValidationScores scores = scores(Task.FORECAST);
    scores.add(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 6});
    ValidationScores others = scores(Task.FORECAST);
    others.add(new float[] {0, 0, 0, 0}, new float[] {0, 0, 0, 2});
    scores.add(others);
    assertThat(scores.score()).isEqualTo(1);
  }

  @Test
  void theLossIsTurnedIntoTheScoresTerms() {
    assertThat(Score.of(Task.REGRESSION).ofLoss(0.04, 50)).isCloseTo(10, within(1e-12));
    assertThat(Score.of(Task.CLASSIFICATION).ofLoss(0.04, 1)).isEqualTo(0.04);
    assertThat(Score.of(Task.RECONSTRUCTION).ofLoss(0.04, 1)).isEqualTo(0.04);
  }

  private static ValidationScores scores(Task task) {
    return new ValidationScores(TestingWaves.examples(task, Windows.Form.SEQUENCE).targets());
  }
}
