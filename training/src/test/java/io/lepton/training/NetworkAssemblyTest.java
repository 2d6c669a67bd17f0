package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;

class NetworkAssemblyTest {
  @Test
  void dropoutIsBeforeTheNextLayerWithWeights() {
    // two convolutions, dense, output
    List<Layer> conv1d = layers(new Conv1dNetwork(List.of(4), 3, 6, 5), Task.REGRESSION);
    assertThat(conv1d).extracting(NetworkAssemblyTest::kept).containsExactly(1.0, 1.0, 0.75, 1.0);
    // the last step is cut out before the output
    List<Layer> lstm = layers(new LstmNetwork(List.of(4)), Task.REGRESSION);
    assertThat(lstm).extracting(NetworkAssemblyTest::kept).containsExactly(1.0, 1.0, 0.75);
    List<Layer> mlp = layers(new MlpNetwork(List.of(4, 3)), Task.REGRESSION);
    assertThat(mlp).extracting(NetworkAssemblyTest::kept).containsExactly(1.0, 0.75, 0.75);
  }

  @Test
  void theOutputFollowsTheQuestion() {
    assertThat(activations(layers(new MlpNetwork(List.of(4)), Task.FORECAST)))
        .containsExactly("relu", "identity");
    assertThat(activations(layers(new MlpNetwork(List.of(4)), Task.CLASSIFICATION)))
        .containsExactly("relu", "softmax");
    assertThat(activations(layers(new LstmNetwork(List.of(4)), Task.REGRESSION)))
        .containsExactly("tanh", "identity");
  }

  @Test
  void aSequenceAtTheEndIsGivenBackByAConvolution() {
    List<Layer> layers = layers(new ConvAutoencoderNetwork(List.of(4, 3), 3), Task.RECONSTRUCTION);
    assertThat(activations(layers)).endsWith("relu", "identity", "identity");
  }

  private static List<String> activations(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> layer instanceof BaseLayer)
        .map(layer -> ((BaseLayer) layer).getActivationFn().toString())
        .toList();
  }

  /** Share of its inputs that a layer keeps. */
  private static double kept(Layer layer) {
    return layer.getIDropout() instanceof Dropout dropout ? dropout.getP() : 1;
  }

  private static List<Layer> layers(NetworkSpec spec, Task task) {
    NetworkConfig network = new NetworkConfig(spec, Nonlinearity.RELU, new Regularisation(0, 0.25));
    MultiLayerConfiguration configuration =
        TestingNetworks.config(network, TestingNetworks.adam(0.1), 1)
            .configuration(TestingWaves.examples(task, Windows.Form.SEQUENCE), 1);
    return configuration.getConfs().stream().map(NeuralNetConfiguration::getLayer).toList();
  }
}
