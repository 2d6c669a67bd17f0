package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final FeatureMatrix READINGS =
      new FeatureMatrix(new float[] {1, 2, 3, 10, 20, 30}, 3);

  @Test
  void putsFeatureAfterFeatureInTimeOrder() {
    float[] target = new float[5];
    sequence(2).cut(READINGS, 0, 2, target, 1);
    assertThat(target).containsExactly(0, 2, 3, 20, 30);
  }

  @Test
  void repeatsTheFirstReadingWhereHistoryIsShort() {
    float[] target = new float[6];
    sequence(3).cut(READINGS, 0, 0, target, 0);
    assertThat(target).containsExactly(1, 1, 1, 10, 10, 10);
    sequence(3).cut(READINGS, 1, 2, target, 0);
    assertThat(target).as("after a break").containsExactly(2, 2, 3, 20, 20, 30);
  }

  @Test
  void statisticsAreThoseOfTheReadingsThereAre() {
    Windows windows = new Windows(Windows.Form.AGGREGATE, 3, 2);
    float[] target = new float[windows.size()];
    windows.cut(READINGS, 0, 2, target, 0);
    float deviation = (float) Math.sqrt(2 / 3.0);
    assertThat(target).startsWith(3, 2, deviation, 1, 3, 1).endsWith(10, 30, 10);
    windows.cut(READINGS, 2, 2, target, 0);
    assertThat(target).startsWith(3, 3, 0, 3, 3, 0);
    assertThat(windows.channels() * windows.steps()).isEqualTo(windows.size());
  }

  private static Windows sequence(int length) {
    return new Windows(Windows.Form.SEQUENCE, length, 2);
  }
}
