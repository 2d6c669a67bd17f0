package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedLossesTest {
  @Test
  void everyWindowCountsTheSame() {
    PairedLosses losses =
        PairedLosses.of(
            List.of(new PairedLosses.Device(3, 30, 24), new PairedLosses.Device(1, 10, 12)), 1);
    assertThat(losses.windows()).isEqualTo(4);
    assertThat(losses.before()).isEqualTo(10);
    assertThat(losses.after()).isEqualTo(9);
    assertThat(losses.lower()).isCloseTo(0.1, within(1e-12));
    assertThat(losses.interval()).as("of two devices").isEmpty();
  }

  @Test
  void theIntervalOfManyDevicesIsThatOfTheNormalDistribution() {
    Random random = new Random(5);
    List<PairedLosses.Device> devices = new ArrayList<>();
    double sum = 0;
    double squares = 0;
    for (int d = 0; d < 400; d++) {
      double after = 0.9 + 0.2 * random.nextGaussian();
      devices.add(new PairedLosses.Device(1, 1, after));
      sum += after;
      squares += after * after;
    }
    double mean = sum / 400;
    double error = Math.sqrt((squares / 400 - mean * mean) / 400);
    PairedLosses losses = PairedLosses.of(devices, 1);
    assertThat(losses.interval().orElseThrow().low())
        .isCloseTo(1 - mean - 1.96 * error, within(0.1 * error));
    assertThat(losses.interval().orElseThrow().high())
        .isCloseTo(1 - mean + 1.96 * error, within(0.1 * error));
  }

  @Test
  void whatBothModelsFindHardOnADeviceIsNoNoise() {
    List<PairedLosses.Device> devices = new ArrayList<>();
    for (int d = 1; d <= 20; d++) {
      devices.add(new PairedLosses.Device(1, 100.0 * d, 90.0 * d));
    }
    PairedLosses losses = PairedLosses.of(devices, 1);
    assertThat(losses.interval().orElseThrow().low())
        .as("pairs stay together")
        .isCloseTo(0.1, within(1e-9));
    assertThat(losses.interval().orElseThrow().high()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void betterIsMoreThanTheMarginAndTheSameIsNot() {
    assertThat(of(100, 95).isLowerBy(0.05)).isTrue();
    assertThat(of(100, 96).isLowerBy(0.05)).isFalse();
    assertThat(of(100, 100).isLowerBy(0)).isFalse();
    assertThat(of(100, 100).isLowerBy(-0.02)).isTrue();
    assertThat(of(100, 102.5).isLowerBy(-0.02)).isFalse();
    assertThat(of(0, 0).isLowerBy(0)).isFalse();
    assertThat(of(0, 1).isLowerBy(-0.5)).isFalse();
  }

  @Test
  void saysInWordsWhatItFound() {
    assertThat(of(100, 95).words())
        .isEqualTo(
            "5.00 % lower on 10 windows of 1 devices (fewer than 5 devices give no interval)");
    assertThat(
            PairedLosses.of(Collections.nCopies(6, new PairedLosses.Device(200, 4, 5)), 1).words())
        .isEqualTo(
            "25.00 % higher on 1,200 windows of 6 devices (95 % confidence: -25.00 % to -25.00 %"
                + " lower)");
  }

  private static PairedLosses of(double before, double after) {
    return PairedLosses.of(List.of(new PairedLosses.Device(10, before, after)), 1);
  }
}
