package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityScoresTest {
  @Test
  void figuresAreThoseOfAHandWorkedExample() {
    ProbabilityScores scores = new ProbabilityScores();
    scores.add(true, 0.25);
    scores.add(false, 0.21);
    scores.add(true, 0.9);
    scores.add(true, 1);
    assertThat(scores.brier())
        .isCloseTo((0.75 * 0.75 + 0.21 * 0.21 + 0.1 * 0.1) / 4, within(1e-12));
    // two windows at 0.23 of which half came true, two at 0.95 of which all did
    assertThat(scores.calibrationError()).isCloseTo(0.5 * 0.27 + 0.5 * 0.05, within(1e-12));
  }

  @Test
  void whatCameStandsBesideWhatWasSaid() {
    ProbabilityScores scores = new ProbabilityScores();
    scores.add(true, 0.75);
    scores.add(false, 0.75);
    scores.add(false, 0);
    scores.add(true, 1);
    assertThat(scores.reliability())
        .containsExactly(
            new ProbabilityScores.Bin(1, 0, 0),
            new ProbabilityScores.Bin(2, 0.75, 0.5),
            new ProbabilityScores.Bin(1, 1, 1));
  }

  @Test
  void probabilitiesThatAreWhatTheySayHaveNoCalibrationError() {
    ProbabilityScores scores = new ProbabilityScores();
    for (int i = 0; i < 4; i++) {
      scores.add(i == 0, 0.25);
    }
    assertThat(scores.calibrationError()).isZero();
    assertThat(scores.brier()).as("the variance of the truth").isEqualTo(0.25 * 0.75);
  }

  @Test
  void othersAreCountedSoManyTimes() {
    ProbabilityScores device = new ProbabilityScores();
    device.add(true, 0.3);
    ProbabilityScores all = new ProbabilityScores();
    all.add(false, 0.8);
    all.add(device, 2);
    assertThat(all.count()).isEqualTo(3);
    assertThat(all.brier()).isCloseTo((0.64 + 2 * 0.49) / 3, within(1e-12));
    assertThat(all.calibrationError()).isCloseTo((0.8 + 2 * 0.7) / 3, within(1e-12));
    assertThat(new ProbabilityScores().brier()).isNaN();
  }
}
