package io.lepton.training;

import io.lepton.features.label.Task;
import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Dense layers that squeeze the window into a code and, mirrored, unfold it again.
 *
 * @param units of each layer down to the code, which is the last
 */
public record AutoencoderNetwork(List<Integer> units) implements NetworkSpec {
  /** Copies the list and checks the sizes. */
  public AutoencoderNetwork {
    units = Check.atLeastOne("units", units);
  }

  static AutoencoderNetwork read(ConfigReader in) {
    return new AutoencoderNetwork(in.integers("units"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.AUTOENCODER;
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.RECONSTRUCTION;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    layers.add(new HiddenLayer.Flatten());
    units.forEach(width -> add(width, dropout, layers));
    for (int i = units.size() - 2; i >= 0; i--) {
      add(units.get(i), dropout, layers);
    }
    return layers;
  }

  private static void add(int width, double dropout, List<HiddenLayer> layers) {
    layers.add(new HiddenLayer.Dense(width));
    layers.add(new HiddenLayer.Dropout(dropout));
  }
}
