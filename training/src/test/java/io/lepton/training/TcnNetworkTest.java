package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TcnNetworkTest {
  private static final int KERNEL = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 13})
  void equalsCausalConvolutionsWithDilation(int length) {
    Examples examples =
        TestingSegments.examples(
            new Windows(Windows.Form.SEQUENCE, length, 2), TestingSegments.life(1));
    MultiLayerNetwork network =
        TestingNetworks.open(
            TestingNetworks.config(
                    TestingNetworks.plain(new TcnNetwork(List.of(2, 3, 2), KERNEL)),
                    TestingNetworks.adam(0.1),
                    7)
                .configuration(examples, 1));
    INDArray input = Nd4j.rand(1, 2, length);

    List<Layer> layers = new ArrayList<>(List.of(network.getLayers()));
    layers.removeIf(layer -> layer.numParams() == 0);
    double[][] values = input.slice(0).toDoubleMatrix();
    for (int i = 0; i < layers.size() - 1; i++) {
      // both convolutions of a level have the same dilation: 1, 1, 2, 2, 4, 4
      values = convolved(values, layers.get(i), 1 << (i / 2));
    }
    Layer output = layers.get(layers.size() - 1);
    double expected = output.getParam("b").getDouble(0);
    for (int f = 0; f < values.length; f++) {
      expected += values[f][length - 1] * output.getParam("W").getDouble(f, 0);
    }
    assertThat(network.output(input).getDouble(0)).isCloseTo(expected, within(1e-5));
  }

  /** A causal convolution with dilation and the hyperbolic tangent, by definition. */
  private static double[][] convolved(double[][] values, Layer layer, int dilation) {
    // whatever the shape they claim, they lie as [kernel, channels, filters]
    double[] weights = layer.getParam("W").dup().data().asDouble();
    int filters = weights.length / KERNEL / values.length;
    double[][] convolved = new double[filters][values[0].length];
    for (int f = 0; f < filters; f++) {
      for (int t = 0; t < values[0].length; t++) {
        double sum = layer.getParam("b").getDouble(f);
        for (int c = 0; c < values.length; c++) {
          for (int k = 0; k < KERNEL; k++) {
            int from = t - (KERNEL - 1 - k) * dilation;
            double weight = weights[(k * values.length + c) * filters + f];
            sum += from < 0 ? 0 : values[c][from] * weight;
          }
        }
        convolved[f][t] = Math.tanh(sum);
      }
    }
    return convolved;
  }
}
