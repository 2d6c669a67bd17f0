package io.lepton.features.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

final class AnomalyLikelihoodTest {
  private static final long HOUR = 3_600_000_000L;
  private static final int SCORES = 700;
  private static final AnomalyLikelihood RULE =
      new AnomalyLikelihood(Duration.ofHours(200), Duration.ofHours(5), 0.99999);

  private final double[] scores = new Random(1).doubles(SCORES).toArray();

  @Test
  void isWhereTheLastMeanStandsAmongTheScoresOfTheLongTime() {
    scores[300] = 1e6; // what it leaves in running sums must not be seen once it has passed
    double[] likelihoods = RULE.of(hourly(scores)).scores();
    for (int i = AnomalyLikelihood.FEWEST; i < SCORES; i++) {
      double[] all = Arrays.copyOfRange(scores, Math.max(0, i - 199), i + 1);
      double recent = StatUtils.mean(Arrays.copyOfRange(scores, i - 4, i + 1));
      double expected =
          new NormalDistribution(StatUtils.mean(all), Math.sqrt(StatUtils.variance(all)))
              .cumulativeProbability(recent);
      assertThat(likelihoods[i]).as("score %d", i).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void aHighScoreIsAnAnomalyOnlyWhereSuchAreRare() {
    Arrays.fill(scores, 600, 605, 9);
    assertThat(RULE.of(hourly(scores)).scores()[604]).isGreaterThan(RULE.above());

    for (int i = 0; i < SCORES; i += 10) {
      Arrays.fill(scores, i, i + 5, 9);
    }
    double[] likelihoods = RULE.of(hourly(scores)).scores();
    assertThat(Arrays.stream(likelihoods).max().orElseThrow()).isLessThan(RULE.above());
  }

  @Test
  void withFewScoresNothingIsLikely() {
    scores[98] = 1e9;
    assertThat(RULE.of(hourly(Arrays.copyOf(scores, 99))).scores()).containsOnly(0);
  }

  @Test
  void aScoreThatIsNoNumberCountsForNothing() {
    double[] broken = scores.clone();
    broken[500] = Double.NaN;
    double[] likelihoods = RULE.of(hourly(broken)).scores();
    assertThat(likelihoods[500]).isZero();
    assertThat(likelihoods[690])
        .isEqualTo(RULE.of(hourly(broken)).scores()[690])
        .isBetween(0.0, 1.0);
  }

  @Test
  void scoresThatNeverChangeAreCalm() {
    Arrays.fill(scores, 3);
    assertThat(RULE.of(hourly(scores)).scores()[SCORES - 1]).isEqualTo(0.5);
    scores[SCORES - 1] = 4;
    assertThat(RULE.of(hourly(scores)).scores()[SCORES - 1]).isGreaterThan(0.9);
  }

  @Test
  void timesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new AnomalyLikelihood(Duration.ofHours(1), Duration.ofHours(2), 0.9))
        .hasMessage("among: PT1H (expected: longer than last, PT2H)");
  }

  private static ScoreSeries hourly(double[] scores) {
    long[] times = LongStream.range(0, scores.length).map(i -> i * HOUR).toArray();
    return new ScoreSeries(times, scores);
  }
}
