package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Dense layers on all numbers of the window; with none of them a linear model.
 *
 * @param units of each layer
 */
public record MlpNetwork(List<Integer> units) implements NetworkSpec {
  /** Copies the list and checks the sizes. */
  public MlpNetwork {
    units = Check.allPositive("units", units);
  }

  static MlpNetwork read(ConfigReader in) {
    return new MlpNetwork(in.integers("units"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.MLP;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    layers.add(new HiddenLayer.Flatten());
    for (int width : units) {
      layers.add(new HiddenLayer.Dense(width));
      layers.add(new HiddenLayer.Dropout(dropout));
    }
    return layers;
  }
}
