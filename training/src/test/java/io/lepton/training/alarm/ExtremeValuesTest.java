package io.lepton.training.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExtremeValuesTest {
  private static final int COUNT = 20_000;

  @Test
  void theMomentsAreThoseOfThePaper() {
    // by hand: mean 2, weighted (1 * 0.78333 + 2 * 0.45 + 3 * 0.11667) / 3 = 0.67778
    ExtremeValues.Tail tail = ExtremeValues.Tail.of(new double[] {1, 2, 3});
    assertThat(tail.shape()).isCloseTo(-1.103448, within(1e-6));
    assertThat(tail.scale()).isCloseTo(4.206897, within(1e-6));
  }

  @Test
  void anExponentialTailIsFollowedBeyondWhatWasSeen() {
    // P(X > x) = exp(-x), so the threshold of 1e-6 is 13.8, although the largest score is 10.6
    assertThat(threshold(p -> -Math.log(1 - p), 1e-6)).isCloseTo(13.8155, within(0.15));
  }

  @Test
  void aHeavyTailIsFollowedToo() {
    // P(X > x) = x^-4, so the threshold of 1e-6 is 10^1.5
    assertThat(threshold(p -> Math.pow(1 - p, -0.25), 1e-6)).isCloseTo(31.62, within(1.6));
  }

  @Test
  void aTailWithAnEndIsNotFollowedPastIt() {
    assertThat(threshold(p -> p, 1e-6)).isCloseTo(1.0, within(0.001));
  }

  @Test
  void aRiskThatWasSeenIsTheQuantile() {
    assertThat(threshold(p -> p, 0.1)).isCloseTo(0.9, within(0.001));
  }

  @Test
  void tooFewScoresSayNothingOfATail() {
    assertThat(ExtremeValues.threshold(new double[150], 0.001)).isEmpty();
    assertThat(ExtremeValues.threshold(new double[0], 0.001)).isEmpty();
    // all the same: nothing is above it
    assertThat(ExtremeValues.threshold(new double[1000], 0.001)).hasValue(0);
  }

  /** Of scores at the quantiles (i + 0.5) / n of a distribution. */
  private static double threshold(DoubleUnaryOperator quantile, double risk) {
    double[] scores =
        IntStream.range(0, COUNT)
            .mapToDouble(i -> quantile.applyAsDouble((i + 0.5) / COUNT))
            .toArray();
    return ExtremeValues.threshold(scores, risk).orElseThrow();
  }
}
