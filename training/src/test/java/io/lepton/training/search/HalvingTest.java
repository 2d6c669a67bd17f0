package io.lepton.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HalvingTest {
  @Test
  void rungsAreThoseOfTheHyperbandPaper() {
    // Li et al. 2018, table 1: R = 81, eta = 3, brackets s = 4, 3, 2 and 0, as n_i trials x r_i
    // epochs
    assertThat(rungs(new Halving(3, 1), 81, 81))
        .containsExactly("81x1", "27x3", "9x9", "3x27", "1x81");
    assertThat(rungs(new Halving(3, 3), 27, 81)).containsExactly("27x3", "9x9", "3x27", "1x81");
    assertThat(rungs(new Halving(3, 9), 9, 81)).containsExactly("9x9", "3x27", "1x81");
    assertThat(rungs(new Halving(3, 81), 5, 81)).containsExactly("5x81");
  }

  @Test
  void withoutLeastEpochsTheLastTrialClimbsToAllOfThem() {
    // worked by hand: 60 / 9 = 6.67, 60 / 3 = 20
    assertThat(rungs(new Halving(3, 0), 12, 60)).containsExactly("12x7", "4x20", "1x60");
    assertThat(rungs(new Halving(2, 0), 5, 8)).containsExactly("5x2", "2x4", "1x8");
    assertThat(rungs(new Halving(4, 0), 100, 6)).containsExactly("100x2", "25x6");
  }

  @Test
  void aTrialAloneClimbsToTheTopAtOnce() {
    assertThat(rungs(new Halving(3, 2), 12, 60)).containsExactly("12x2", "4x6", "1x60");
    assertThat(rungs(new Halving(3, 2), 1, 60)).containsExactly("1x60");
  }

  @Test
  void theLastRungIsFullWhereStepsPassIt() {
    assertThat(rungs(new Halving(3, 4), 90, 30)).containsExactly("90x4", "30x12", "10x30");
  }

  @Test
  void refusesAFactorThatHalvesNothing() {
    assertThatThrownBy(() -> new Halving(1, 0)).hasMessage("factor: 1 (expected: >= 2)");
    assertThatThrownBy(() -> new Halving(2, -1)).hasMessage("least-epochs: -1 (expected: >= 0)");
  }

  private static List<String> rungs(Halving halving, int trials, int epochs) {
    return halving.rungs(trials, epochs).stream()
        .map(rung -> rung.trials() + "x" + rung.epochs().orElseThrow())
        .toList();
  }
}
