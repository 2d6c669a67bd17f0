package io.lepton.training;

import io.lepton.features.label.Task;
import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions, each followed by a halving of the length, that squeeze the window into a code, and
 * the same mirrored that unfold it again. The code has the last convolution's filters for each of
 * the steps that are left: it should be smaller than the window.
 *
 * @param filters of each convolution down to the code
 * @param kernel length of these convolutions
 */
public record ConvAutoencoderNetwork(List<Integer> filters, int kernel) implements NetworkSpec {
  private static final int HALF = 2;

  /** Copies the list and checks the sizes. */
  public ConvAutoencoderNetwork {
    filters = Check.atLeastOne("filters", filters);
    Check.positive("kernel", kernel);
  }

  static ConvAutoencoderNetwork read(ConfigReader in) {
    return new ConvAutoencoderNetwork(in.integers("filters"), in.integer("kernel"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.CONV_AUTOENCODER;
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.RECONSTRUCTION;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    for (int filter : filters) {
      layers.add(HiddenLayer.Conv.same(filter, kernel));
      layers.add(new HiddenLayer.Pool(HALF));
    }
    layers.add(new HiddenLayer.Dropout(dropout));
    for (int i = filters.size() - 1; i >= 0; i--) {
      layers.add(new HiddenLayer.Unpool());
      layers.add(HiddenLayer.Conv.same(filters.get(i), kernel));
    }
    return layers;
  }
}
