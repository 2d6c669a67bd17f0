package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A temporal convolutional network (Bai et al. 2018): levels of two causal convolutions each, whose
 * dilation doubles from level to level; the output sees the last step. There are no residual
 * connections: Deeplearning4j has them in computation graphs only.
 *
 * <p>The last step of a level depends on every second step of the one before. Only these are
 * computed: the second convolution of a level has a stride of 2 in place of a dilation. The numbers
 * are the same.
 *
 * @param filters of both convolutions of each level
 * @param kernel steps that a filter sees
 */
public record TcnNetwork(List<Integer> filters, int kernel) implements NetworkSpec {
  /** Copies the list and checks the sizes. */
  public TcnNetwork {
    filters = Check.atLeastOne("filters", filters);
    Check.argument(kernel > 1, "kernel", kernel, "> 1");
  }

  static TcnNetwork read(ConfigReader in) {
    return new TcnNetwork(in.integers("filters"), in.integer("kernel"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.TCN;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    for (int filter : filters) {
      layers.add(HiddenLayer.Conv.causal(filter, kernel, 1));
      layers.add(HiddenLayer.Conv.causal(filter, kernel, 2));
    }
    layers.add(new HiddenLayer.LastStep());
    layers.add(new HiddenLayer.Dropout(dropout));
    return layers;
  }

  @Override
  public String describe() {
    return "tcn: two causal convolutions of %s filters of %d, the dilation doubling from 1 to %d"
        .formatted(filters, kernel, 1L << (filters.size() - 1));
  }
}
