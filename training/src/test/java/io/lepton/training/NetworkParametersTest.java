package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NetworkParametersTest {
  @Test
  void theLastBitOfOneParameterIsADifference() {
    float[] first = {1f, -2f, 3f};
    float[] second = {1f, Math.nextUp(-2f), 3f};
    assertThat(NetworkParameters.compared(first, first.clone()))
        .isEqualTo(new NetworkParameters(3, 0, 0));
    assertThat(NetworkParameters.compared(first, second))
        .isEqualTo(new NetworkParameters(3, 1, Math.scalb(1.0, -23)));
  }

  @Test
  void whatIsNoNumberIsADifferenceToo() {
    NetworkParameters found =
        NetworkParameters.compared(new float[] {1f, 2f}, new float[] {Float.NaN, 4f});
    assertThat(found.different()).isEqualTo(2);
    assertThat(found.largest()).isNaN();
  }

  @Test
  void networksOfOtherSizesAreNotCompared() {
    assertThatThrownBy(() -> NetworkParameters.compared(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameters: 3 (expected: 2)");
  }
}
