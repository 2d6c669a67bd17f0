package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final float[] READINGS = {1, 10, 2, 20, 3, 30};

  @Test
  void putsChannelAfterChannelInTimeOrder() {
    float[] target = new float[5];
    new Windows(2, 2).cut(READINGS, 2, target, 1);
    assertThat(target).containsExactly(0, 2, 3, 20, 30);
  }

  @Test
  void repeatsTheFirstReadingWhereHistoryIsShort() {
    float[] target = new float[6];
    new Windows(3, 2).cut(READINGS, 0, target, 0);
    assertThat(target).containsExactly(1, 1, 1, 10, 10, 10);
  }
}
