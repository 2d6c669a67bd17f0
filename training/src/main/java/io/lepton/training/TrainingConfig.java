package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;

/**
 * How a network is trained.
 *
 * @param network the network's form
 * @param fitting how far and how fast its parameters move
 * @param averaging how the work is shared
 * @param seed of first parameters, shuffling and dropout: the same seed gives the same network
 * @param backend {@code cpu} or {@code cuda}
 */
public record TrainingConfig(
    NetworkSpec network, Fitting fitting, Averaging averaging, long seed, String backend) {
  /** Checks the backend's name. */
  public TrainingConfig {
    requireNonNull(network, "network");
    requireNonNull(fitting, "fitting");
    requireNonNull(averaging, "averaging");
    Backend.checkName(backend);
  }

  /** Reads the section {@code training}. */
  public static TrainingConfig read(ConfigReader in) {
    return new TrainingConfig(
        in.section("network", TrainingConfig::network),
        new Fitting(
            in.integer("epochs"), in.integer("mini-batch-size"), in.number("learning-rate")),
        new Averaging(in.integer("workers"), in.integer("averaging-frequency")),
        in.longNumber("seed"),
        in.string("backend"));
  }

  private static NetworkSpec network(ConfigReader in) {
    String kind = in.string("kind");
    Check.argument(
        kind.equals(Conv1dNetwork.KIND), "kind", "'" + kind + "'", "'" + Conv1dNetwork.KIND + "'");
    return new Conv1dNetwork(
        in.integers("filters"),
        in.integer("kernel"),
        in.integer("summary-filters"),
        in.integer("dense-units"),
        new Regularisation(in.number("l2"), in.number("dropout")));
  }
}
