package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
  @Test
  void refusesSizesThatCannotBe() {
    assertRefused(() -> new Fitting(0, 1, 1), "epochs: 0 (expected: > 0)");
    assertRefused(() -> new Fitting(1, -1, 1), "mini-batch-size: -1 (expected: > 0)");
    assertRefused(() -> new Fitting(1, 1, Double.NaN), "learning-rate: NaN (expected: > 0)");
    assertRefused(() -> new Averaging(0, 1), "workers: 0 (expected: > 0)");
    assertRefused(() -> new Averaging(1, 0), "averaging-frequency: 0 (expected: > 0)");
    assertRefused(() -> new Regularisation(-1, 0), "l2: -1.0 (expected: from 0 to below 1)");
    assertRefused(() -> new Regularisation(0, 1), "dropout: 1.0 (expected: from 0 to below 1)");
    assertRefused(() -> network(List.of(4, 0), 1, 1), "filters: 0 (expected: > 0)");
    assertRefused(() -> network(List.of(4), 0, 1), "kernel: 0 (expected: > 0)");
    assertRefused(() -> network(List.of(4), 1, 0), "summary-filters: 0 (expected: > 0)");
  }

  @Test
  void refusesABackendNobodyKnows() {
    NetworkSpec network = network(List.of(4), 3, 4);
    assertRefused(
        () -> new TrainingConfig(network, new Fitting(1, 1, 1), new Averaging(1, 1), 1, "gpu"),
        "backend: 'gpu' (expected: 'cpu' or 'cuda')");
  }

  @Test
  void namesItsKind() {
    assertThat(network(List.of(), 3, 4).kind()).isEqualTo("conv1d");
  }

  private static Conv1dNetwork network(List<Integer> filters, int kernel, int summaryFilters) {
    return new Conv1dNetwork(filters, kernel, summaryFilters, 5, Regularisation.NONE);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
