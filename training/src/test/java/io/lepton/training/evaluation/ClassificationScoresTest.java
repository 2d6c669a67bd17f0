package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassificationScoresTest {
  @Test
  void scoresWhatWasReckonedByHand() {
    ClassificationScores scores = new ClassificationScores(3);
    scores.add(0, 0.7, 0.2, 0.1);
    scores.add(0, 0.4, 0.5, 0.1); // taken for 1
    scores.add(1, 0.1, 0.8, 0.1);
    scores.add(2, 0.2, 0.5, 0.3); // taken for 1

    assertThat(scores.count()).isEqualTo(4);
    assertThat(scores.count(2, 1)).isEqualTo(1);
    assertThat(scores.count(2, 2)).isZero();
    assertThat(scores.accuracy()).isEqualTo(0.5);
    assertThat(scores.precision(0)).isEqualTo(1);
    assertThat(scores.recall(0)).isEqualTo(0.5);
    assertThat(scores.f1(0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scores.precision(1)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scores.recall(1)).isEqualTo(1);
    assertThat(scores.precision(2)).isNaN(); // never predicted
    assertThat(scores.f1(2)).isZero();
    assertThat(scores.logLoss()).isCloseTo(-Math.log(0.7 * 0.4 * 0.8 * 0.3) / 4, within(1e-12));
  }

  @Test
  void aTieGoesToTheFirst() {
    ClassificationScores scores = new ClassificationScores(2);
    scores.add(1, 0.5, 0.5);
    assertThat(scores.count(1, 0)).isEqualTo(1);
  }

  @Test
  void aCertaintyThatWasWrongCostsNoInfinity() {
    ClassificationScores scores = new ClassificationScores(2);
    scores.add(1, 1, 0);
    assertThat(scores.logLoss()).isCloseTo(10 * Math.log(10), within(1e-9));
  }

  @Test
  void partsAddUpToTheWhole() {
    ClassificationScores whole = new ClassificationScores(2);
    ClassificationScores first = new ClassificationScores(2);
    ClassificationScores second = new ClassificationScores(2);
    for (int i = 0; i < 10; i++) {
      double probability = i / 10.0;
      whole.add(i % 2, probability, 1 - probability);
      (i < 4 ? first : second).add(i % 2, probability, 1 - probability);
    }
    first.add(second);
    assertThat(first.count()).isEqualTo(10);
    assertThat(first.accuracy()).isEqualTo(whole.accuracy());
    assertThat(first.logLoss()).isCloseTo(whole.logLoss(), within(1e-12));
  }

  @Test
  void nothingPredictedIsNotPerfect() {
    ClassificationScores none = new ClassificationScores(2);
    assertThat(none.accuracy()).isNaN();
    assertThat(none.logLoss()).isNaN();
    assertThat(none.f1(1)).isNaN();
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    assertThatThrownBy(() -> new ClassificationScores(2).add(0, 0.1, 0.2, 0.7))
        .hasMessage("probabilities: 3 (expected: 2)");
    assertThatThrownBy(() -> new ClassificationScores(2).add(new ClassificationScores(3)))
        .hasMessage("classes: 3 (expected: 2)");
  }
}
