package io.lepton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {
  private final Trend trend = new Trend();

  @Test
  void aLineIsFoundThroughItsOwnPoints() {
    for (int i = 0; i <= 10; i++) {
      trend.add(i, 100 + 2 * i);
    }

    assertThat(trend.slope()).isCloseTo(2, within(1e-9));
    assertThat(trend.mean()).isCloseTo(110, within(1e-9));
    assertThat(trend.change()).isCloseTo(20.0 / 110, within(1e-9));
  }

  @Test
  void whatRisesBeyondTheToleranceIsNotFlat() {
    trend.add(0, 90);
    trend.add(1, 110);

    assertThat(trend.isFlat(0.21)).isTrue();
    assertThat(trend.isFlat(0.19)).isFalse();
  }

  @Test
  void whatFallsIsFlat() {
    trend.add(0, 110);
    trend.add(1, 90);

    assertThat(trend.isFlat(0)).isTrue();
  }
}
