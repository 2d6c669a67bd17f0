package io.lepton.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.training.search.Choice.Range;
import io.lepton.training.search.Choice.Scale;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final int DRAWS = 4000;
  private static final double LEAST_P = 0.01;
  private static final double BELOW_ONE = Math.nextDown(1.0);

  @Test
  void aLogarithmicRangeIsUniformInTheLogarithm() {
    double[] logs = drawn(new Range(1e-4, 1e-1, Scale.LOG, false)).map(Math::log10).toArray();
    assertThat(likelihood(logs, -4, -1)).isGreaterThan(LEAST_P);
  }

  @Test
  void aLinearRangeIsUniform() {
    double[] values = drawn(new Range(-2, 0.5, Scale.LINEAR, false)).toArray();
    assertThat(likelihood(values, -2, 0.5)).isGreaterThan(LEAST_P);
  }

  @Test
  void wholeNumbersAreAsOftenAsTheirScaleSays() {
    long[] linear = counts(new Range(1, 7, Scale.LINEAR, true));
    long[] logarithmic = counts(new Range(1, 7, Scale.LOG, true));
    double[] same = IntStream.rangeClosed(1, 7).mapToDouble(k -> 1).toArray();
    // what lies between k and k + 1, of all between 1 and 8
    double[] shares = IntStream.rangeClosed(1, 7).mapToDouble(k -> Math.log1p(1.0 / k)).toArray();
    assertThat(new ChiSquareTest().chiSquareTest(same, linear)).isGreaterThan(LEAST_P);
    assertThat(new ChiSquareTest().chiSquareTest(shares, logarithmic)).isGreaterThan(LEAST_P);
  }

  @Test
  void aListGivesEachOfItsValuesAsOften() {
    Choice choice = new Choice.Listed(List.of("1", "2", "3"));
    assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 1, 1}, counts(choice)))
        .isGreaterThan(LEAST_P);
  }

  @Test
  void valuesLieWithinTheirEndsAndAreShort() {
    Range rate = new Range(1.234567e-7, 0.05, Scale.LOG, false);
    assertThat(rate.at(0)).isEqualTo("1.2346E-7");
    assertThat(rate.at(0.5)).isEqualTo("0.000078567"); // the root of their product
    assertThat(rate.at(BELOW_ONE)).isEqualTo("0.05");
    assertThat(new Range(0, 4, Scale.LINEAR, false).at(0.3)).isEqualTo("1.2");
    assertThat(new Range(0, 4e6, Scale.LINEAR, false).at(0.5)).isEqualTo("2000000");
    assertThat(new Range(3, 9, Scale.LINEAR, true).at(0)).isEqualTo("3");
    assertThat(new Range(3, 9, Scale.LOG, true).at(BELOW_ONE)).isEqualTo("9");
  }

  @Test
  void refusesRangesWithoutNumbers() {
    assertThatThrownBy(() -> new Range(2, 2, Scale.LINEAR, true))
        .hasMessage("to: 2.0 (expected: above from = 2.0)");
    assertThatThrownBy(() -> new Range(0, 2, Scale.LOG, false))
        .hasMessage("from: 0.0 (expected: above 0, for scale = log)");
    assertThatThrownBy(() -> new Choice.Listed(List.of()))
        .hasMessage("[] (expected: at least one value)");
  }

  private static double likelihood(double[] values, double from, double to) {
    return new KolmogorovSmirnovTest()
        .kolmogorovSmirnovTest(new UniformRealDistribution(null, from, to), values);
  }

  private static long[] counts(Choice choice) {
    long[] counts = new long[(int) drawn(choice).max().orElseThrow()];
    drawn(choice).forEach(value -> counts[(int) value - 1]++);
    return counts;
  }

  private static DoubleStream drawn(Choice choice) {
    Space space = new Space(new TreeMap<>(Map.of("key", choice)));
    return IntStream.range(0, DRAWS)
        .mapToDouble(i -> Double.parseDouble(space.draw(42, i).get("key")));
  }
}
