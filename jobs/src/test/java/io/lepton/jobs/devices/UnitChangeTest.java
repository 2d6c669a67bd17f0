package io.lepton.jobs.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Temperatures around 70, spread 3, a reading a microsecond; something happens at the 300th. */
class UnitChangeTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 0, x 1000",
    "0.001, 0, / 1000",
    "1.8, 32, degC to degF",
    "0.5555555555, -17.7777777, degF to degC",
    "1, 273.15, degC to K",
    "6.894757, 0, psi to kPa",
    "0.3048, 0, ft to m"
  })
  void itIsNamedAndDated(double scale, double offset, String unit) {
    double[] values = series(400, value -> scale * value + offset);
    assertThat(UnitChange.in(values, times(400))).isEqualTo(new UnitChange.Found(unit, 300));
  }

  @Test
  void operatingPointsThatLieApartAreNotInTheWay() {
    double[] values = series(400, value -> value);
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - 60) * (1 + i % 3) * (i < 300 ? 1 : 100); // three speeds
    }
    assertThat(UnitChange.in(values, times(400)).unit()).isEqualTo("x 100");
  }

  @Test
  void whatAMachineMayDoItselfIsNone() {
    assertThat(UnitChange.in(series(400, value -> 2 * value), times(400)))
        .as("twice as much is no unit")
        .isEqualTo(UnitChange.Found.NONE);
    assertThat(UnitChange.in(series(400, value -> 700 + 5 * (value - 70)), times(400)))
        .as("ten times the level, but not the spread")
        .isEqualTo(UnitChange.Found.NONE);
    assertThat(UnitChange.in(series(306, value -> 1000 * value), times(306)))
        .as("six readings are too few to tell")
        .isEqualTo(UnitChange.Found.NONE);
  }

  @Test
  void aChangeThatWasMendedIsNone() {
    double[] values = series(400, value -> 1000 * value);
    for (int i = 340; i < 400; i++) {
      values[i] /= 1000;
    }
    assertThat(UnitChange.in(values, times(400))).isEqualTo(UnitChange.Found.NONE);
  }

  @Test
  void aCounterIsNone() {
    for (int count = 32; count < 400; count++) {
      double[] values = new double[count];
      Arrays.setAll(values, i -> i + 1);
      assertThat(UnitChange.in(values, times(count))).isEqualTo(UnitChange.Found.NONE);
    }
  }

  @Test
  void aPumpThatIsSwitchedOnAndOffIsNone() {
    double[] values = series(400, value -> value);
    for (int i = 0; i < values.length; i++) {
      values[i] *= (i / 50) % 2 == 0 ? 1 : 1000;
    }
    assertThat(UnitChange.in(values, times(400))).isEqualTo(UnitChange.Found.NONE);
  }

  private static double[] series(int count, DoubleUnaryOperator after) {
    Random random = new Random(7);
    double[] values = new double[count];
    Arrays.setAll(
        values,
        i -> {
          double value = 70 + 3 * random.nextGaussian();
          return i < 300 ? value : after.applyAsDouble(value);
        });
    return values;
  }

  private static long[] times(int count) {
    return LongStream.range(0, count).toArray();
  }
}
