package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergenceTest {
  @Test
  void fewAveragingsAreAllThere() {
    Divergence divergence = Divergence.NONE.plus(0.1).plus(0.4).plus(0.1);
    assertThat(divergence.peaks()).containsExactly(0.1, 0.4, 0.1);
    assertThat(divergence.mean()).isCloseTo(0.2, within(1e-12));
    assertThat(divergence.largest()).isEqualTo(0.4);
  }

  @Test
  void ofManyTheLargestOfAsManyInARowAreThere() {
    Divergence divergence = Divergence.NONE;
    for (int averaging = 1; averaging <= 203; averaging++) {
      divergence = divergence.plus(averaging);
    }
    assertThat(divergence.span()).isEqualTo(8);
    assertThat(divergence.peaks()).hasSize(26).startsWith(8.0, 16.0, 24.0).endsWith(200.0, 203.0);
    assertThat(divergence.mean()).isCloseTo(102, within(1e-9));
    assertThat(divergence.largest()).isEqualTo(203);
  }

  @Test
  void whereNobodyTellsNothingIsKnown() {
    assertThat(Divergence.UNKNOWN.mean()).isNaN();
    assertThat(Divergence.UNKNOWN.largest()).isNaN();
  }
}
