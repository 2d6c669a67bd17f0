package io.lepton.training;

import java.io.Serializable;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All that a network has learned so far; arrays are not copied.
 *
 * @param parameters flattened
 * @param updaterState flattened, empty if the updater has none
 * @param iteration mini-batches so far: Adam and the learning rate go by it
 * @param epoch passes over the training set so far
 */
record NetworkState(float[] parameters, float[] updaterState, int iteration, int epoch)
    implements Serializable {

  static NetworkState of(MultiLayerNetwork network) {
    return new NetworkState(
        HostFloats.of(network.params()),
        HostFloats.of(network.getUpdater().getStateViewArray()),
        network.getIterationCount(),
        network.getEpochCount());
  }

  void copyTo(MultiLayerNetwork network) {
    HostFloats.assign(parameters, network.params());
    HostFloats.assign(updaterState, network.getUpdater().getStateViewArray());
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
  }

  /** Sets the first parameters alone. */
  void copyFirst(int count, MultiLayerNetwork network) {
    if (count > 0) {
      INDArray first = network.params().reshape(-1).get(NDArrayIndex.interval(0, count));
      HostFloats.assign(Arrays.copyOf(parameters, count), first);
    }
  }

  /** The same with the first parameters of another state, bit for bit. */
  NetworkState withFirst(int count, NetworkState other) {
    float[] mixed = parameters.clone();
    System.arraycopy(other.parameters, 0, mixed, 0, count);
    return new NetworkState(mixed, updaterState, iteration, epoch);
  }
}
