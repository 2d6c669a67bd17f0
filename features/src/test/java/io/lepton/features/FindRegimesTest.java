package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindRegimesTest {
  private final Random random = new Random(1);

  @Test
  void choosesTheNumberOfRegimesThatAreThere() {
    assertThat(centers(FindRegimes.AUTO, around(4, 0.05))).hasSize(4);
    assertThat(centers(FindRegimes.AUTO, around(1, 1))).as("no structure").hasSize(1);
  }

  @Test
  void findsThemInTheSameOrderWhateverTheSeed() {
    List<double[]> settings = around(3, 0.01);
    assertThat(new FindRegimes(3, 1).centers(settings))
        .isEqualTo(new FindRegimes(3, 99).centers(settings));
  }

  @Test
  void refusesMoreRegimesThanThereAreSettings() {
    assertThatThrownBy(() -> centers(3, List.of(new double[] {1}, new double[] {1})))
        .hasMessage(
            "Cannot find 3 operating regimes: the settings have 1 different values (expected: at"
                + " least 3). Set features.regimes = 1.");
  }

  private List<List<Double>> centers(int regimes, List<double[]> settings) {
    return new FindRegimes(regimes, 1).centers(settings);
  }

  /** So many heaps of settings on a line. */
  private List<double[]> around(int heaps, double spread) {
    List<double[]> settings = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      settings.add(
          new double[] {
            i % heaps + spread * random.nextGaussian(), spread * random.nextGaussian()
          });
    }
    return settings;
  }
}
