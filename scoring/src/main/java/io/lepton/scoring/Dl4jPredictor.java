package io.lepton.scoring;

import io.lepton.features.Windows;
import io.lepton.lake.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of Deeplearning4j. */
final class Dl4jPredictor implements Predictor {
  private final MultiLayerNetwork network;
  private final Windows windows;

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
    float[] filled =
        miniBatch.length == count * windows.size()
            ? miniBatch
            : Arrays.copyOf(miniBatch, count * windows.size());
    // an array made of numbers takes them one by one, a buffer all at once
    try (INDArray input =
        Nd4j.create(Nd4j.createBuffer(filled), count, windows.channels(), windows.steps())) {
      INDArray output = network.output(input, false);
      return output.reshape(output.length()).toFloatVector();
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
