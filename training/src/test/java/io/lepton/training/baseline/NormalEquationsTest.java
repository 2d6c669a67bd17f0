package io.lepton.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalEquationsTest {
  @Test
  void threePointsOnALineGiveTheLineWhoeverCountedThem() {
    NormalEquations some = new NormalEquations(2, 1);
    some.add(new double[] {1, 1}, new double[] {3});
    NormalEquations others = new NormalEquations(2, 1);
    others.add(new double[] {1, 2}, new double[] {5});
    others.add(new double[] {1, 3}, new double[] {7});
    some.add(others);
    double[][] weights = some.solved(0);
    assertThat(weights[0][0]).isCloseTo(1, within(1e-9));
    assertThat(weights[1][0]).isCloseTo(2, within(1e-9));
  }

  @Test
  void theRidgeIsAShareOfTheMeanSquaredInput() {
    NormalEquations one = new NormalEquations(1, 1);
    one.add(new double[] {2}, new double[] {6});
    // 12 / (4 + 0.5 * 4)
    assertThat(one.solved(0.5)[0][0]).isCloseTo(2, within(1e-12));
  }

  @Test
  void inputsThatNeverMoveSayNothing() {
    NormalEquations still = new NormalEquations(2, 1);
    still.add(new double[] {0, 0}, new double[] {6});
    assertThat(still.solved(1e-4)).isEqualTo(new double[][] {{0}, {0}});
  }
}
