package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalScoresTest {
  @Test
  void theEndsOfAnIntervalBelongToIt() {
    IntervalScores scores = new IntervalScores();
    scores.add(2, new Interval(2, 4));
    scores.add(4, new Interval(2, 4));
    scores.add(4.01, new Interval(2, 4));
    IntervalScores all = new IntervalScores();
    all.add(scores, 2);
    all.add(0, new Interval(-1, 7));
    assertThat(all.count()).isEqualTo(7);
    assertThat(all.coverage()).isEqualTo(5 / 7.0);
    assertThat(all.meanWidth()).isEqualTo((6 * 2 + 8) / 7.0);
    assertThat(new IntervalScores().coverage()).isNaN();
  }
}
