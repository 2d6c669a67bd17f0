package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions along time. The last one is as long as the window and so sums it up; this is both
 * faster and more accurate than flattening the window before a dense layer.
 *
 * @param filters of each convolution that keeps the window's length
 * @param kernel length of these convolutions
 * @param summaryFilters of the convolution as long as the window
 * @param denseUnits of the layer before the output
 */
public record Conv1dNetwork(List<Integer> filters, int kernel, int summaryFilters, int denseUnits)
    implements NetworkSpec {
  /** Copies the list and checks the sizes. */
  public Conv1dNetwork {
    filters = Check.allPositive("filters", filters);
    Check.positive("kernel", kernel);
    Check.positive("summary-filters", summaryFilters);
    Check.positive("dense-units", denseUnits);
  }

  static Conv1dNetwork read(ConfigReader in) {
    return new Conv1dNetwork(
        in.integers("filters"),
        in.integer("kernel"),
        in.integer("summary-filters"),
        in.integer("dense-units"));
  }

  @Override
  public NetworkKind kind() {
    return NetworkKind.CONV1D;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    List<HiddenLayer> layers = new ArrayList<>();
    filters.forEach(filter -> layers.add(HiddenLayer.Conv.same(filter, kernel)));
    layers.add(new HiddenLayer.Summary(summaryFilters));
    layers.add(new HiddenLayer.Dropout(dropout));
    layers.add(new HiddenLayer.Dense(denseUnits));
    return layers;
  }
}
