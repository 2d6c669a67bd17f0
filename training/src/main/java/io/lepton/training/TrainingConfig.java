package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Examples;
import io.lepton.features.label.Task;
import io.lepton.lake.config.ConfigReader;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * How a network is trained.
 *
 * @param network the network's form
 * @param fitting how long and from what it learns
 * @param averaging how the work is shared
 * @param seed of first parameters, shuffling and dropout: the same seed gives the same network
 * @param ensemble networks to train, each from the seed after that of the one before
 * @param start where parameters come from
 * @param backend {@code cpu} or {@code cuda}
 */
public record TrainingConfig(
    NetworkConfig network,
    Fitting fitting,
    Averaging averaging,
    long seed,
    int ensemble,
    Start start,
    String backend) {
  /**
   * Where a network's first parameters come from.
   *
   * @param from the model version to start from: {@code name@rule}, or a rule for a version of the
   *     same model; empty to draw them
   * @param frozenLayers first layers with weights that keep them
   */
  public record Start(String from, int frozenLayers) {
    /** Drawn, and none stays what it is. */
    public static final Start DRAWN = new Start("", 0);

    /** Checks that what is frozen was learned. */
    public Start {
      requireNonNull(from, "from");
      Check.argument(
          frozenLayers == 0 || (frozenLayers > 0 && !from.isEmpty()),
          "frozen-layers",
          frozenLayers,
          ">= 0, and 0 without a warm-start");
    }

    /** Whether it stays what it is, whatever is trained meanwhile. */
    public boolean isFixed() {
      return from.isEmpty() || from.matches("(.*@)?[0-9]+");
    }
  }

  /** Checks the number of networks and the backend's name. */
  public TrainingConfig {
    requireNonNull(network, "network");
    requireNonNull(fitting, "fitting");
    requireNonNull(averaging, "averaging");
    Check.positive("ensemble", ensemble);
    requireNonNull(start, "start");
    Backend.checkName(backend);
  }

  /** How one network is trained. */
  public TrainingConfig(
      NetworkConfig network, Fitting fitting, Averaging averaging, long seed, String backend) {
    this(network, fitting, averaging, seed, 1, Start.DRAWN, backend);
  }

  /** How a member of the ensemble is trained, from 1: as one network of its seed. */
  TrainingConfig member(int number) {
    return new TrainingConfig(network, fitting, averaging, seed + number - 1, 1, start, backend);
  }

  /** The same with another number of epochs. */
  public TrainingConfig withEpochs(int epochs) {
    return new TrainingConfig(
        network, fitting.withEpochs(epochs), averaging, seed, ensemble, start, backend);
  }

  /** Reads the section {@code training}. */
  public static TrainingConfig read(ConfigReader in) {
    // every key first: one that nobody asked for would be unknown
    NetworkConfig network = in.section("network", NetworkConfig::read);
    int epochs = in.integer("epochs");
    int earlyStopping = in.integer("early-stopping");
    int miniBatchSize = in.integer("mini-batch-size");
    ClassWeights classWeights = in.oneOf("class-weights", ClassWeights.class);
    Optimiser.Updater updater = in.oneOf("updater", Optimiser.Updater.class);
    double peak = in.number("learning-rate");
    LearningRate.Schedule schedule = in.oneOf("schedule", LearningRate.Schedule.class);
    LearningRate.Step step = in.section("step", LearningRate.Step::read);
    double gradientClip = in.number("gradient-clip");
    Adversarial adversarial = in.section("adversarial", Adversarial::read);
    int workers = in.integer("workers");
    int frequency = in.integer("averaging-frequency");
    Averaging.Master master = in.oneOf("averaging-master", Averaging.Master.class);
    long seed = in.longNumber("seed");
    int ensemble = in.integer("ensemble");
    String warmStart = in.string("warm-start");
    int frozenLayers = in.integer("frozen-layers");
    String backend = in.string("backend");
    LearningRate learningRate = new LearningRate(peak, schedule, step);
    Optimiser optimiser = new Optimiser(updater, learningRate, gradientClip);
    return new TrainingConfig(
        network,
        new Fitting(epochs, earlyStopping, miniBatchSize, classWeights, optimiser, adversarial),
        new Averaging(workers, frequency, master),
        seed,
        ensemble,
        new Start(warmStart, frozenLayers),
        backend);
  }

  /**
   * The network as Deeplearning4j has it: input {@code [mini-batch, channels, steps]}, output
   * {@code [mini-batch, targets]}.
   *
   * @param iterations mini-batches that the worker with most of them fits in all epochs
   * @param classWeights of each class in the loss; none for all the same
   */
  MultiLayerConfiguration configuration(Examples examples, int iterations, float... classWeights) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(fitting.optimiser().updater(iterations))
            .weightInit(network.activation().weights())
            .activation(network.activation().activation())
            .l2(network.regularisation().l2());
    if (fitting.optimiser().gradientClip() > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(fitting.optimiser().gradientClip());
    }
    NetworkAssembly assembly = new NetworkAssembly(builder.list(), examples);
    network.spec().layers(network.regularisation().dropout()).forEach(assembly::add);
    return assembly.output(loss(examples.targets().task(), classWeights));
  }

  private static ILossFunction loss(Task task, float... classWeights) {
    if (task != Task.CLASSIFICATION) {
      return new LossMSE();
    }
    return classWeights.length == 0
        ? new LossMCXENT()
        : new LossMCXENT(Nd4j.createFromArray(classWeights));
  }
}
