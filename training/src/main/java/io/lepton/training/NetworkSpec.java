package io.lepton.training;

import io.lepton.features.Windows;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.schedule.ISchedule;

/** The form of a network that predicts one number from a window; each kind is a record. */
public sealed interface NetworkSpec permits Conv1dNetwork {
  /** The name of this kind in the configuration. */
  String kind();

  /** Its layers in words, for people. */
  String describe();

  /**
   * The network for such windows: input {@code [mini-batch, channels, length]}, output {@code
   * [mini-batch, 1]}, squared error.
   */
  MultiLayerConfiguration configuration(Windows windows, long seed, ISchedule learningRate);
}
