package io.lepton.training;

import io.lepton.features.label.Task;
import io.lepton.training.HiddenLayer.Form;
import java.util.List;

/**
 * Layers as the configuration lists them. Each takes what the one before gives; a list that ends in
 * a sequence can only give a window back.
 *
 * @param hidden the layers from the input to the output
 */
public record LayersNetwork(List<HiddenLayer> hidden) implements NetworkSpec {
  /** Copies the list and checks the order. */
  public LayersNetwork {
    hidden = List.copyOf(hidden);
    Check.argument(!hidden.isEmpty(), "layers", "[]", "at least one");
    Form form = Form.SEQUENCE;
    int pools = 0;
    for (HiddenLayer layer : hidden) {
      if (!(layer instanceof HiddenLayer.Dropout)) {
        require(layer, form);
        form = layer.gives();
      }
      pools += layer instanceof HiddenLayer.Pool ? 1 : 0;
      pools -= layer instanceof HiddenLayer.Unpool ? 1 : 0;
      Check.argument(pools >= 0, "layers", "'unpool'", "a 'pool' before it");
    }
  }

  private static void require(HiddenLayer layer, Form form) {
    if (layer.takes() != form) {
      throw new IllegalArgumentException(
          form == Form.VECTOR
              ? "layers: '%s' after the steps are gone (expected: dense)".formatted(layer.type())
              : "layers: '%s' on a sequence (expected: summary, mean, last-step or flatten before it)"
                  .formatted(layer.type()));
    }
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.LAYERS;
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.RECONSTRUCTION || endsIn() == Form.VECTOR;
  }

  private Form endsIn() {
    return hidden.stream().anyMatch(layer -> layer.gives() == Form.VECTOR)
        ? Form.VECTOR
        : Form.SEQUENCE;
  }

  /** The layers as they are: a dropout is one of them. */
  @Override
  public List<HiddenLayer> layers(double dropout) {
    return hidden;
  }
}
