package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
  @Test
  void rowsAreFoundAfterItHasGrown() {
    FeatureMatrix matrix = FeatureMatrix.ofZeros(2, 2);
    matrix.set(0, new float[] {1, 10});
    matrix.set(1, new float[] {2, 20});
    FeatureMatrix grown = matrix.grown(3);
    grown.set(2, new float[] {3, 30});
    assertThat(grown.values()).containsExactly(1, 2, 3, 10, 20, 30);
    assertThat(grown.at(2, 1)).isEqualTo(30);
    assertThat(grown.copy(1, 3).values()).containsExactly(2, 3, 20, 30);
  }

  @Test
  void theFirstRowMakesRoomForTheNext() {
    FeatureMatrix matrix = new FeatureMatrix(new float[] {1, 2, 0, 10, 20, 0}, 3);
    matrix.removeFirst(2);
    assertThat(matrix.at(0, 0)).isEqualTo(2);
    assertThat(matrix.at(0, 1)).isEqualTo(20);
  }

  @Test
  void refusesRowsOfDifferentLengths() {
    assertThatThrownBy(() -> new FeatureMatrix(new float[5], 2))
        .hasMessage("step: 2 (expected: a divisor of 5 values)");
  }
}
