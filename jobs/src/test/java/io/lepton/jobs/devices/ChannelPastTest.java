package io.lepton.jobs.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChannelPastTest {
  @Test
  void runsAreCounted() {
    ChannelPast past =
        ChannelPast.of(
            new double[] {1, 1, 1, 2, 3, 3, 3, 3}, new long[] {10, 20, 30, 40, 50, 60, 70, 80});
    assertThat(past.run()).isEqualTo(4);
    assertThat(past.since()).isEqualTo(50);
    assertThat(past.longest()).isEqualTo(3);
    assertThat(past.changes()).as("1 to 2, 2 to 3").isEqualTo(2);
    assertThat(past.chance()).as("(1 + 3/4)^-2").isEqualTo(16.0 / 49, within(1e-12));
  }

  @Test
  void whatNeverMovedHasNoPastToCompareWith() {
    ChannelPast past = ChannelPast.of(new double[] {5, 5, 5}, new long[] {1, 2, 3});
    assertThat(past.moves()).isFalse();
    assertThat(past.run()).isEqualTo(3);
    assertThat(past.since()).isEqualTo(1);
    assertThat(past.longest()).isZero();
    assertThat(past.chance()).isEqualTo(1);
  }

  @Test
  void nothingIsNothing() {
    assertThat(ChannelPast.of(new double[0], new long[0]).run()).isZero();
  }
}
