package io.lepton.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {
  private final Delays delays = new Delays();

  @Test
  void aQuantileIsTheSmallestDelayThatSoManyDoNotExceed() {
    for (int millis = 1; millis <= 100; millis++) {
      delays.add(millis);
    }

    assertThat(delays.quantile(0.5)).isEqualTo(50);
    assertThat(delays.quantile(0.99)).isEqualTo(99);
    assertThat(delays.quantile(1)).isEqualTo(100);
  }

  @Test
  void messagesOfTheWarmUpAreNotCounted() {
    SendTimes times = new SendTimes(2, 10, 4);
    for (int offset = 0; offset < 10; offset++) {
      times.sent(1, offset, System.currentTimeMillis());
    }

    times.seen(1, 0, 10, delays);

    assertThat(delays.size()).isEqualTo(6);
  }

  @Test
  void aClockThatWentBackDoesNoHarm() {
    delays.add(-5);

    assertThat(delays.quantile(1)).isZero();
  }
}
