package io.lepton.training;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network and how it came about. From windows {@code [mini-batch, channels, steps]} it makes
 * targets {@code [mini-batch, targets]}, as {@link io.lepton.features.Targets} has them; of classes
 * their probabilities.
 */
public final class TrainedNetwork {
  private final byte[] model;
  private final TrainingReport report;

  private TrainedNetwork(byte[] model, TrainingReport report) {
    this.model = model;
    this.report = requireNonNull(report, "report");
  }

  static TrainedNetwork of(MultiLayerNetwork network, TrainingReport report) {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, model, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the network to memory", e);
    }
    return new TrainedNetwork(model.toByteArray(), report);
  }

  /** The network as Deeplearning4j's zip, without updater state. */
  public byte[] model() {
    return model.clone();
  }

  /** How it came about. */
  public TrainingReport report() {
    return report;
  }

  /** The network, ready to predict; the caller closes it. */
  public MultiLayerNetwork network() {
    return network(model);
  }

  static MultiLayerNetwork network(byte[] model) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(model), false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the network from memory", e);
    }
  }
}
