package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void areTheSameBitsInWhateverOrderAndPartsNumbersCome() {
    List<Double> numbers = new ArrayList<>();
    new Random(1).doubles(100_000).forEach(v -> numbers.add(1e6 + v * Math.pow(10, v * 6)));
    Moments first = moments(numbers);
    Collections.shuffle(numbers, new Random(2));
    Moments second = moments(numbers.subList(0, 30_000));
    second.add(moments(numbers.subList(30_000, 100_000)));
    assertThat(second.mean(0)).isEqualTo(first.mean(0));
    assertThat(second.deviation(0)).isEqualTo(first.deviation(0));
  }

  @Test
  void aSmallDeviationOfLargeNumbersIsNotLost() {
    Moments moments = moments(List.of(1e9 + 0.25, 1e9 - 0.25, 1e9 + 0.25, 1e9 - 0.25));
    assertThat(moments.mean(0)).isEqualTo(1e9);
    assertThat(moments.deviation(0)).as("less than a billionth of the mean").isZero();
    moments = moments(List.of(1e6 + 0.25, 1e6 - 0.25));
    assertThat(moments.deviation(0)).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void aConstantDoesNotMove() {
    Moments moments = moments(Collections.nCopies(12_345, 0.1));
    assertThat(moments.mean(0)).isEqualTo(0.1);
    assertThat(moments.deviation(0)).isZero();
  }

  @Test
  void missingValuesCountForNothing() {
    Moments moments = moments(List.of(1.0, Double.NaN, 3.0));
    assertThat(moments.count(0)).isEqualTo(2);
    assertThat(moments.rows()).isEqualTo(3);
    assertThat(moments.mean(0)).isEqualTo(2);
    assertThat(moments(List.of(Double.NaN)).deviation(0)).isZero();
  }

  private static Moments moments(List<Double> numbers) {
    Moments moments = new Moments(1);
    numbers.forEach(value -> moments.add(new double[] {value}, 0));
    return moments;
  }
}
