package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Long short-term memory; the output sees the last step.
 *
 * @param units of each layer
 */
public record LstmNetwork(List<Integer> units) implements NetworkSpec {
  /** Copies the list and checks the sizes. */
  public LstmNetwork {
    units = Check.atLeastOne("units", units);
  }

  static LstmNetwork read(ConfigReader in) {
    return new LstmNetwork(in.integers("units"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.LSTM;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    units.forEach(width -> layers.add(new HiddenLayer.Lstm(width)));
    layers.add(new HiddenLayer.LastStep());
    layers.add(new HiddenLayer.Dropout(dropout));
    return layers;
  }
}
