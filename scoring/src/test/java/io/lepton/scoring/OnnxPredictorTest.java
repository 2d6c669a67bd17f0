package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Windows;
import io.lepton.lake.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * All kinds of networks are in {@code ScoringRuntimeTest} of {@code jobs}, which can train them.
 */
class OnnxPredictorTest {
  private static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 9, 3);

  /** Places that the vectors of a processor reach, and those that they leave over. */
  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"TANH", "RELU", "LEAKYRELU", "ELU", "SIGMOID"})
  void whatItSaysOfAWindowDoesNotDependOnItsPlace(Activation activation) throws IOException {
    float[] window = random(WINDOWS.size(), 1);
    try (Predictor predictor = OnnxPredictor.read(network(activation, memory(3)), WINDOWS)) {
      for (int size : new int[] {3, 7, 37, 256}) {
        float[] first = null;
        for (int place = 0; place < size; place += place < 40 ? 1 : 23) {
          float[] batch = random(size * WINDOWS.size(), size + place);
          System.arraycopy(window, 0, batch, place * WINDOWS.size(), window.length);
          float[] said = predictor.predict(batch, size);
          float[] its = Arrays.copyOfRange(said, place * 3, place * 3 + 3);
          first = first == null ? its : first;
          assertThat(its).as("%d of %d", place, size).isEqualTo(first);
        }
      }
    }
  }

  @Test
  void asksOnlyAboutTheFirstWindowsOfALongerArray() throws IOException {
    float[] batch = random(8 * WINDOWS.size(), 1);
    try (Predictor predictor = OnnxPredictor.read(network(Activation.TANH, memory(4)), WINDOWS)) {
      assertThat(predictor.predict(batch, 2))
          .isEqualTo(Arrays.copyOf(predictor.predict(batch, 8), 2 * 3));
      assertThat(predictor.predict(batch, 1))
          .containsExactly(Arrays.copyOf(predictor.predict(batch, 8), 3), within(1e-5f));
    }
  }

  @Test
  void refusesALayerThatItDoesNotKnow() throws IOException {
    byte[] network = network(Activation.TANH, new SimpleRnn.Builder().nIn(5).nOut(5).build());
    assertThatThrownBy(() -> OnnxPredictor.read(network, WINDOWS))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot export network to ONNX: SimpleRnn, as it is set up, has no counterpart here"
                + " (expected: the layers and activations of training.network). Set"
                + " scoring.runtime = deeplearning4j.");
    byte[] cubed = network(Activation.CUBE, memory(3));
    assertThatThrownBy(() -> OnnxPredictor.read(cubed, WINDOWS))
        .hasMessageContaining("ActivationCube");
  }

  private static FeedForwardLayer memory(int units) {
    return new LSTM.Builder()
        .dataFormat(RNNFormat.NCW)
        .nIn(5)
        .nOut(units)
        .activation(Activation.TANH)
        .build();
  }

  private static byte[] network(Activation activation, FeedForwardLayer second) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .activation(activation)
                .list()
                .layer(
                    new Convolution1DLayer.Builder(4)
                        .rnnDataFormat(RNNFormat.NCW)
                        .convolutionMode(ConvolutionMode.Same)
                        .nIn(3)
                        .nOut(5)
                        .build())
                .layer(second)
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE).nIn(second.getNOut()).nOut(3).build())
                .build());
    network.init();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    return bytes.toByteArray();
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
