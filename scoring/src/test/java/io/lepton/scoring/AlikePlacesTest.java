package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.Windows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class AlikePlacesTest {
  private static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 9, 3);
  private static final int SIZE = 256;
  private static final int COUNT = 1000;

  /** Rounds otherwise in the first two places and the last three. */
  private record Edged() implements Predictor {
    @Override
    public float[] predict(float[] miniBatch, int count) {
      float[] outputs = new float[count];
      for (int place = 0; place < count; place++) {
        float said = miniBatch[place * WINDOWS.size()];
        outputs[place] = place < 2 || place >= count - 3 ? Math.nextUp(said) : said;
      }
      return outputs;
    }

    @Override
    public void close() {}
  }

  @Test
  void leavesOutThePlacesThatRoundOtherwise() {
    try (Predictor predictor = new AlikePlaces(new Edged(), WINDOWS)) {
      assertThat(predictor.places(20)).isEqualTo(IntStream.range(2, 17).toArray());
      assertThat(predictor.places(1)).containsExactly(0);
      assertThat(outputs(predictor, 20, 0)).isEqualTo(outputs(predictor, 20, 7));
    }
  }

  @Test
  void whatANetworkSaysOfAWindowDoesNotDependOnThoseBeforeIt() throws IOException {
    try (Predictor predictor = new AlikePlaces(Dl4jPredictor.read(network(), WINDOWS), WINDOWS)) {
      int[] all = outputs(predictor, SIZE, 0);
      for (int skipped : new int[] {1, 3, 8, 13, 90, 200}) {
        int[] after = outputs(predictor, SIZE, skipped);
        assertThat(IntStream.range(0, COUNT).filter(w -> after[w] != all[w]))
            .as("windows of which it says something else after %d others", skipped)
            .isEmpty();
      }
    }
  }

  /** The bits of what is said of the same windows, after some that come before them. */
  private static int[] outputs(Predictor predictor, int size, int before) {
    float[] numbers = new float[COUNT * WINDOWS.size()];
    Random random = new Random(3);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    int[] bits = new int[COUNT];
    new WindowPredictions(predictor, WINDOWS, size)
        .predict(
            before + COUNT,
            (w, target, offset) -> {
              int window = Math.max(0, w - before);
              System.arraycopy(numbers, window * WINDOWS.size(), target, offset, WINDOWS.size());
            },
            said ->
                bits[Math.max(0, said.window() - before)] =
                    Float.floatToIntBits((float) said.output(0)));
    return bits;
  }

  private static byte[] network() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .activation(Activation.TANH)
                .list()
                .layer(new LSTM.Builder().dataFormat(RNNFormat.NCW).nIn(3).nOut(32).build())
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(new DenseLayer.Builder().nIn(32).nOut(32).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(32)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(3, 9, RNNFormat.NCW))
                .build());
    network.init();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    return bytes.toByteArray();
  }
}
