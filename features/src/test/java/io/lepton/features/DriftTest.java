package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftTest {
  @Test
  void theSameValuesHaveNoDrift() {
    Drift drift = Drift.ofNumbers(Split.TEST, uniform(1000, 0, 1), uniform(1000, 0, 1));
    assertThat(drift.psi()).isZero();
    assertThat(drift.distance()).isZero();
    assertThat(drift.shifted()).isFalse();
  }

  @Test
  void theIndexOfTwoCategoriesIsThatOfTheFormula() {
    double[] training = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    double[] other = {0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
    Drift drift = Drift.ofCategories(Split.TEST, training, other, 2);
    double expected = (0.2 - 0.5) * Math.log(0.2 / 0.5) + (0.8 - 0.5) * Math.log(0.8 / 0.5);
    assertThat(drift.psi()).isCloseTo(expected, within(1e-12));
    assertThat(drift.distance()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void valuesFarFromTrainingShift() {
    Drift drift = Drift.ofNumbers(Split.TEST, uniform(1000, 0, 1), uniform(1000, 5, 6));
    assertThat(drift.distance()).isEqualTo(1);
    assertThat(drift.shifted()).isTrue();
    assertThat(drift.psi()).as("an empty bin is not infinite").isBetween(5.0, 50.0);
  }

  @Test
  void aFewValuesThatDifferByChanceDoNotShift() {
    SplittableRandom random = new SplittableRandom(1);
    int over = 0;
    for (int i = 0; i < 200; i++) {
      double[] training = random.doubles(60).toArray();
      double[] other = random.doubles(20).toArray();
      Drift drift = Drift.ofNumbers(Split.TEST, training, other);
      over += drift.psi() > Drift.SHIFTED ? 1 : 0;
      assertThat(drift.shifted()).isFalse();
    }
    assertThat(over).as("the rule of thumb alone").isGreaterThan(100);
  }

  @Test
  void manyEqualValuesAreOneBin() {
    double[] mostlyZero = new double[1000];
    mostlyZero[999] = 1;
    double[] more = new double[1000];
    Arrays.fill(more, 500, 1000, 1);
    assertThat(Drift.ofNumbers(Split.TEST, mostlyZero, mostlyZero.clone()).psi()).isZero();
    assertThat(Drift.ofNumbers(Split.TEST, mostlyZero, more).shifted()).isTrue();
  }

  private static double[] uniform(int count, double from, double to) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + (to - from) * i / count;
    }
    return values;
  }
}
