package io.lepton.training;

import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What Deeplearning4j does with networks, but sparingly. */
final class Networks {
  private Networks() {}

  /**
   * Frees what a network has learned. Its own {@code close} has all garbage of the machine
   * collected twice besides, a fifth of a second each time; the thread's work space serves its next
   * network.
   */
  static void free(MultiLayerNetwork network) {
    Updater updater = network.getUpdater(false);
    free(updater == null ? null : updater.getStateViewArray());
    free(network.getGradientsViewArray());
    free(network.params());
  }

  /** Frees an array, if there is one and it is nobody else's. */
  static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
