package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LabelConfigTest {
  private static final long HOUR = Duration.ofHours(1).toNanos() / 1000;
  private final LabelConfig label = new LabelConfig("failure", 100, Duration.ofHours(1), "hours");

  @Test
  void isTheTimeToTheNextFailure() {
    long[] failures = {10 * HOUR, 50 * HOUR};
    assertThat(label.label(4 * HOUR, failures)).isEqualTo(6);
    assertThat(label.label(10 * HOUR, failures)).isZero();
    assertThat(label.label(11 * HOUR, failures)).isEqualTo(39);
  }

  @Test
  void isCapped() {
    assertThat(label.label(0, new long[] {1000 * HOUR})).isEqualTo(100);
  }

  @Test
  void isUnknownWhereNoFailureFollows() {
    assertThat(label.label(11 * HOUR, new long[] {10 * HOUR})).isNaN();
    assertThat(label.label(0, new long[0])).isNaN();
  }

  @Test
  void aPredictionIsNeverNegative() {
    assertThat(label.prediction(-0.1f)).isZero();
    assertThat(label.prediction(0.5f)).isEqualTo(50);
  }
}
