package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;

/**
 * A network before it knows its input and output.
 *
 * @param spec its kind and layers
 * @param activation what layers put their sums through
 * @param regularisation l2 and dropout
 */
public record NetworkConfig(
    NetworkSpec spec, Nonlinearity activation, Regularisation regularisation) {
  /** Checks that nothing is null. */
  public NetworkConfig {
    requireNonNull(spec, "spec");
    requireNonNull(activation, "activation");
    requireNonNull(regularisation, "regularisation");
  }

  static NetworkConfig read(ConfigReader in) {
    Nonlinearity activation = in.oneOf("activation", Nonlinearity.class);
    double l2 = in.number("l2");
    double dropout = in.number("dropout");
    NetworkSpec spec = NetworkSpec.read(in);
    return new NetworkConfig(spec, activation, new Regularisation(l2, dropout));
  }
}
