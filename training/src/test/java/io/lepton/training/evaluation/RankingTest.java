package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.training.evaluation.Ranking.Ranked;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Ranking RANKING =
      Ranking.of(
          new Ranked(0, true, 0.9),
          new Ranked(0, false, 0.8),
          new Ranked(1, true, 0.4),
          new Ranked(1, false, 0.4),
          new Ranked(1, true, 0.35),
          new Ranked(2, false, 0.1),
          new Ranked(2, false, 0.35));

  @Test
  void areasAreThoseOfAHandWorkedExample() {
    Ranking.Areas areas = RANKING.areas(new int[] {1, 1, 1});
    // pairs won: 4 by 0.9, 2 and a half by 0.4, 1 and a half by 0.35, of 3 times 4
    assertThat(areas.roc()).isCloseTo(8.0 / 12, within(1e-12));
    // precisions 1/1, 2/4 and 3/6, a third of recall each
    assertThat(areas.precisionRecall()).isCloseTo((1 + 0.5 + 0.5) / 3, within(1e-12));
  }

  @Test
  void aDeviceThatCountsTwiceIsThereTwice() {
    Ranking twice =
        Ranking.of(
            new Ranked(0, true, 0.9),
            new Ranked(0, true, 0.9),
            new Ranked(0, false, 0.8),
            new Ranked(0, false, 0.8),
            new Ranked(0, true, 0.4),
            new Ranked(0, false, 0.4),
            new Ranked(0, true, 0.35));
    assertThat(RANKING.areas(new int[] {2, 1, 0})).isEqualTo(twice.areas(new int[] {1}));
  }

  @Test
  void theCurveHasAPointForEachThresholdThatFindsMore() {
    assertThat(RANKING.precisionRecall())
        .containsExactly(
            new Ranking.Operating(1.0 / 3, 1),
            new Ranking.Operating(2.0 / 3, 0.5),
            new Ranking.Operating(1, 0.5));
  }

  @Test
  void equalScoresOrderNothing() {
    Ranking equal = Ranking.of(new Ranked(0, true, 0.5), new Ranked(0, false, 0.5));
    assertThat(equal.areas(new int[] {1})).isEqualTo(new Ranking.Areas(0.5, 0.5));
  }

  @Test
  void nothingOfTheClassIsNoNumber() {
    Ranking none = Ranking.of(new Ranked(0, false, 0.5));
    assertThat(none.areas(new int[] {1}).roc()).isNaN();
    assertThat(none.areas(new int[] {1}).precisionRecall()).isNaN();
    assertThat(none.precisionRecall()).isEmpty();
  }
}
