package io.lepton.training;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Small networks for {@link TestingSegments}. */
final class TestingNetworks {
  static final NetworkSpec CONV1D = new Conv1dNetwork(List.of(4), 3, 6, 5);
  static final LearningRate.Step STEP = new LearningRate.Step(1, 0.5);

  private TestingNetworks() {}

  /** The hyperbolic tangent, neither l2 nor dropout. */
  static NetworkConfig plain(NetworkSpec spec) {
    return new NetworkConfig(spec, Nonlinearity.TANH, Regularisation.NONE);
  }

  static Optimiser adam(double peak) {
    return new Optimiser(
        Optimiser.Updater.ADAM, new LearningRate(peak, LearningRate.Schedule.ONE_CYCLE, STEP), 0);
  }

  static Optimiser sgd(double learningRate, double gradientClip) {
    return new Optimiser(
        Optimiser.Updater.SGD,
        new LearningRate(learningRate, LearningRate.Schedule.CONSTANT, STEP),
        gradientClip);
  }

  static TrainingConfig config(NetworkConfig network, Optimiser optimiser, long seed) {
    Fitting fitting = new Fitting(1, 0, 8, ClassWeights.NONE, optimiser);
    return new TrainingConfig(network, fitting, new Averaging(1, 1), seed, Backend.loaded());
  }

  /** The usual form with Adam and its schedule. */
  static MultiLayerNetwork adam(long seed, double dropout) {
    NetworkConfig network =
        new NetworkConfig(CONV1D, Nonlinearity.TANH, new Regularisation(1e-4, dropout));
    return open(config(network, adam(0.01), seed).configuration(TestingSegments.EXAMPLES, 40));
  }

  /** Plain gradient descent: its step is linear in the gradient. */
  static MultiLayerNetwork sgd(double learningRate) {
    return sgd(new LearningRate(learningRate, LearningRate.Schedule.CONSTANT, STEP), 1);
  }

  /** The same by a schedule, over so many mini-batches of a worker. */
  static MultiLayerNetwork sgd(LearningRate learningRate, int iterations) {
    NetworkConfig network = plain(new LayersNetwork(List.of(new HiddenLayer.Mean())));
    Optimiser optimiser = new Optimiser(Optimiser.Updater.SGD, learningRate, 0);
    return open(config(network, optimiser, 1).configuration(TestingSegments.EXAMPLES, iterations));
  }

  static MultiLayerNetwork open(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
