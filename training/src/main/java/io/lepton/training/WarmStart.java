package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Networks to start from instead of random parameters: what they learned of one fleet is kept for
 * another, or for newer readings (fine-tuning; Yosinski et al. 2014).
 *
 * @param model where they are from, for people
 * @param networks Deeplearning4j's zips, at least one; an ensemble's members start from one each,
 *     and from the first again if they are more
 */
public record WarmStart(String model, List<byte[]> networks) {
  /** Copies the list. */
  public WarmStart {
    requireNonNull(model, "model");
    networks = List.copyOf(networks);
    Check.argument(!networks.isEmpty(), "networks", "[]", "at least one");
  }

  /**
   * Copies all parameters to a network.
   *
   * @param member of the ensemble, from 1
   * @throws PipelineException if a layer has parameters of other shapes
   */
  void copyTo(MultiLayerNetwork network, int member) {
    byte[] bytes = networks.get((member - 1) % networks.size());
    MultiLayerNetwork learned = TrainedNetwork.network(bytes);
    requireSame(learning(learned), learning(network));
    network.params().assign(learned.params());
    learned.close();
  }

  private void requireSame(List<Layer> from, List<Layer> to) {
    for (int layer = 0; layer < Math.max(from.size(), to.size()); layer++) {
      String found = layer < from.size() ? described(from.get(layer)) : "nothing";
      String expected = layer < to.size() ? described(to.get(layer)) : "nothing";
      if (!found.equals(expected)) {
        throw PipelineException.config(
            "Cannot start from model '%s': layer %d with weights has %s (expected: %s). Choose another training.warm-start, or the training.network, window and label of that model."
                .formatted(model, layer + 1, found, expected));
      }
    }
  }

  /**
   * The parameters of the first layers that have any.
   *
   * @throws PipelineException if these are all the layers there are
   */
  static int parametersOf(MultiLayerNetwork network, int layers) {
    List<Layer> learning = learning(network);
    if (layers > 0 && layers >= learning.size()) {
      throw PipelineException.config(
          "Cannot freeze %d layers: the network has %d with weights (expected: fewer frozen than there are). Lower training.frozen-layers."
              .formatted(layers, learning.size()));
    }
    return learning.stream().limit(layers).mapToInt(layer -> (int) layer.numParams()).sum();
  }

  private static List<Layer> learning(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers()).filter(layer -> layer.numParams() > 0).toList();
  }

  /** The shapes of a layer's parameters, such as {@code W [32, 15, 9]}. */
  private static String described(Layer layer) {
    List<String> shapes = new ArrayList<>();
    for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
      shapes.add(parameter.getKey() + " " + Arrays.toString(parameter.getValue().shape()));
    }
    return String.join(", ", shapes);
  }
}
