package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions along time, then long short-term memory; the output sees the last step.
 *
 * @param filters of each convolution
 * @param kernel length of these convolutions
 * @param units of each layer of long short-term memory
 */
public record ConvLstmNetwork(List<Integer> filters, int kernel, List<Integer> units)
    implements NetworkSpec {
  /** Copies the lists and checks the sizes. */
  public ConvLstmNetwork {
    filters = Check.atLeastOne("filters", filters);
    Check.positive("kernel", kernel);
    units = Check.atLeastOne("units", units);
  }

  static ConvLstmNetwork read(ConfigReader in) {
    return new ConvLstmNetwork(in.integers("filters"), in.integer("kernel"), in.integers("units"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.CONV_LSTM;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    filters.forEach(filter -> layers.add(HiddenLayer.Conv.same(filter, kernel)));
    units.forEach(width -> layers.add(new HiddenLayer.Lstm(width)));
    layers.add(new HiddenLayer.LastStep());
    layers.add(new HiddenLayer.Dropout(dropout));
    return layers;
  }
}
