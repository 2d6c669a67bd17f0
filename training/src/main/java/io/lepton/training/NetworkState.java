package io.lepton.training;

import java.io.Serializable;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
        floats(network.params()),
        floats(network.getUpdater().getStateViewArray()),
        network.getIterationCount(),
        network.getEpochCount());
  }

  void copyTo(MultiLayerNetwork network) {
    assign(parameters, network.params());
    assign(updaterState, network.getUpdater().getStateViewArray());
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
  }

  /** Sets the first parameters alone. */
  void copyFirst(int count, MultiLayerNetwork network) {
    if (count > 0) {
      INDArray first = network.params().reshape(-1).get(NDArrayIndex.interval(0, count));
      assign(Arrays.copyOf(parameters, count), first);
    }
  }

  /** The same with the first parameters of another state, bit for bit. */
  NetworkState withFirst(int count, NetworkState other) {
    float[] mixed = parameters.clone();
    System.arraycopy(other.parameters, 0, mixed, 0, count);
    return new NetworkState(mixed, updaterState, iteration, epoch);
  }

  /** The numbers of an array row after row; none of an updater's that has no state. */
  static float[] floats(INDArray array) {
    if (array == null || array.isEmpty()) {
      return new float[0];
    }
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  private static void assign(float[] values, INDArray array) {
    if (values.length > 0) {
      try (INDArray source = Nd4j.create(values, array.shape())) {
        array.assign(source);
      }
    }
  }
}
