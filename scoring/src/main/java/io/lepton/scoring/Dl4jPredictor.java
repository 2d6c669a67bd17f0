package io.lepton.scoring;

import io.lepton.features.Windows;
import io.lepton.lake.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of Deeplearning4j. */
final class Dl4jPredictor implements Predictor {
  private final MultiLayerNetwork network;
  private final Windows windows;
  private INDArray input; // of the last mini-batch

  private Dl4jPredictor(MultiLayerNetwork network, Windows windows) {
    this.network = network;
    this.windows = windows;
  }

  /** Reads a network; the updater's state is not needed to predict. */
  static Dl4jPredictor read(byte[] network, Windows windows) {
    try {
      return new Dl4jPredictor(
          ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(network), false),
          windows);
    } catch (IOException | RuntimeException e) { // damaged ones are told by all kinds of these
      throw PipelineException.outside(
          "Cannot read the network: %s (expected: one written by 'lepton train'). Choose another version or train again."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The network itself, which is this one's to close. */
  MultiLayerNetwork network() {
    return network;
  }

  @Override
  public float[] predict(float[] miniBatch, int count) {
    write(miniBatch, count);
    try (INDArray output = network.output(input, false)) {
      return output.reshape(output.length()).toFloatVector();
    }
  }

  /** All numbers in one copy, and always to the same memory; ND4J itself puts them one by one. */
  private void write(float[] miniBatch, int count) {
    int size = count * windows.size();
    if (!Nd4j.getBackend().getEnvironment().isCPU()) {
      float[] cut = miniBatch.length == size ? miniBatch : Arrays.copyOf(miniBatch, size);
      input = Nd4j.create(Nd4j.createBuffer(cut), count, windows.channels(), windows.steps());
      return;
    }
    if (input == null || input.size(0) != count) {
      input =
          Nd4j.createUninitialized(
              DataType.FLOAT, new long[] {count, windows.channels(), windows.steps()}, 'c');
    }
    input.data().asNioFloat().put(miniBatch, 0, size);
  }

  /** The network's own {@code close} has all garbage of the machine collected twice besides. */
  @Override
  public void close() {
    for (INDArray array : new INDArray[] {network.params(), input}) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
  }
}
