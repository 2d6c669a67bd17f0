package io.lepton.features.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final List<Derivation> ALL =
      List.of(
          new Rolling("x", Rolling.Statistic.MEAN, 5),
          new Rolling("x", Rolling.Statistic.STD, 5),
          new Rolling("x", Rolling.Statistic.MIN, 5),
          new Rolling("x", Rolling.Statistic.MAX, 5),
          new Rolling("x", Rolling.Statistic.SLOPE, 5),
          new Smoothed("x", 0.3),
          new Difference("x", 3),
          new BandEnergy("x", 8, 0.1, 0.3),
          new Since(Since.Measure.READINGS, ""),
          new Since(Since.Measure.SECONDS, ""));

  @Test
  void rollingStatisticsAreThoseOfTheLastReadings() {
    assertThat(of(rolling(Rolling.Statistic.MEAN), 1, 2, 3, 7)).containsExactly(1, 1.5, 2, 4);
    assertThat(of(rolling(Rolling.Statistic.MIN), 5, 2, 3, 7)).containsExactly(5, 2, 2, 2);
    assertThat(of(rolling(Rolling.Statistic.MAX), 5, 2, 3, 1)).containsExactly(5, 5, 5, 3);
    assertThat(of(rolling(Rolling.Statistic.SLOPE), 1, 3, 5, 4)).containsExactly(0, 2, 2, 0.5);
    assertThat(of(rolling(Rolling.Statistic.STD), 1, 3, 5, 5)[2])
        .isCloseTo(Math.sqrt(8.0 / 3), within(1e-15));
  }

  @Test
  void smoothingStartsWithTheFirstReading() {
    assertThat(of(new Smoothed("x", 0.5), 4, 8, 0)).containsExactly(4, 6, 3);
  }

  @Test
  void aDifferenceIsZeroUntilThereIsOne() {
    assertThat(of(new Difference("x", 2), 1, 2, 4, 8)).containsExactly(0, 0, 3, 6);
  }

  @Test
  void theEnergyOfASineIsInItsBand() {
    // amplitude 3, one eighth of the sampling frequency: power 3 * 3 / 2
    double[] sine =
        DoubleStream.iterate(0, i -> i + 1)
            .limit(64)
            .map(i -> 3 * Math.sin(i * Math.PI / 4))
            .toArray();
    assertThat(of(new BandEnergy("x", 64, 0.1, 0.2), sine)[63]).isCloseTo(4.5, within(1e-12));
    assertThat(of(new BandEnergy("x", 64, 0.2, 0.5), sine)[63]).isCloseTo(0, within(1e-12));
  }

  @Test
  void theEnergyOfAllBandsIsTheVariance() {
    double[] noise = new Random(1).doubles(30).toArray();
    double mean = DoubleStream.of(noise).average().orElseThrow();
    double variance = DoubleStream.of(noise).map(v -> (v - mean) * (v - mean)).sum() / 30;
    assertThat(of(new BandEnergy("x", 30, 0, 0.5), noise)[29]).isCloseTo(variance, within(1e-12));
  }

  @Test
  void aStateWrittenAndReadGoesOnWithTheSameBits() throws IOException {
    double[] values = new Random(2).doubles(40, -1, 1).toArray();
    for (Derivation derivation : ALL) {
      Deriver through = derivation.deriver();
      Deriver handedOn = derivation.deriver();
      for (int i = 0; i < values.length; i++) {
        Deriver next = derivation.deriver();
        next.read(new DataInputStream(new ByteArrayInputStream(state(handedOn))));
        handedOn = next;
        assertThat(handedOn.next(i * 1_000_000L, values[i]))
            .as(derivation.toString())
            .isEqualTo(through.next(i * 1_000_000L, values[i]));
      }
    }
  }

  @Test
  void refusesABandWithoutAFrequency() {
    assertThatThrownBy(() -> new BandEnergy("x", 8, 0.13, 0.2))
        .hasMessage(
            "low: 0.13, high: 0.2 (expected: a band that holds a multiple of 1 / over = 0.125)");
  }

  private static Derivation rolling(Rolling.Statistic statistic) {
    return new Rolling("x", statistic, 3);
  }

  private static double[] of(Derivation derivation, double... values) {
    Deriver deriver = derivation.deriver();
    return DoubleStream.of(values).map(value -> deriver.next(0, value)).toArray();
  }

  private static byte[] state(Deriver deriver) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    deriver.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
