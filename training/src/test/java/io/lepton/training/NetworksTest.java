package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworksTest {
  @Test
  void aNetworkIsFreedWithoutACollectionOfAllGarbage() {
    MultiLayerNetwork network = TestingNetworks.adam(1, 0);
    INDArray parameters = network.params();
    INDArray state = network.getUpdater().getStateViewArray();
    long before = collections();

    Networks.free(network);

    assertThat(collections()).isEqualTo(before);
    assertThat(parameters.wasClosed()).isTrue();
    assertThat(state.wasClosed()).isTrue();
    assertThat(network.getGradientsViewArray().wasClosed()).isTrue();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
