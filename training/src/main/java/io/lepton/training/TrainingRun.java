package io.lepton.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/** One training from first to last epoch. */
final class TrainingRun implements AutoCloseable {
  private final JavaSparkContext spark;
  private final TrainingConfig config;
  private final SharedSegments training;
  private final SharedSegments validation;
  private final MiniBatchShape shape;
  private final Score score;
  private final AveragingMaster master;
  private final MultiLayerNetwork network;
  private final SparkDl4jMultiLayer distributed;

  TrainingRun(
      JavaSparkContext spark,
      TrainingConfig config,
      TrainingSet set,
      SharedSegments training,
      SharedSegments validation) {
    this.spark = spark;
    this.config = config;
    this.training = training;
    this.validation = validation;
    this.shape = new MiniBatchShape(set.examples(), config.fitting().miniBatchSize());
    this.score = Score.of(set.examples().targets().task());
    this.network = new MultiLayerNetwork(configuration());
    network.init();
    int frozen = WarmStart.parametersOf(network, config.start().frozenLayers());
    StepRules rules = new StepRules(config.fitting().adversarial(), frozen);
    this.master = new AveragingMaster(config.averaging().frequency(), AverageWorkers.FAN_IN, rules);
    this.distributed = new SparkDl4jMultiLayer(spark, network, master);
  }

  private MultiLayerConfiguration configuration() {
    int iterations = Math.multiplyExact(config.fitting().epochs(), training.longest(shape));
    ClassWeights weights = config.fitting().classWeights();
    if (weights == ClassWeights.NONE) {
      return config.configuration(shape.examples(), iterations);
    }
    int classes = shape.examples().targets().label().classes().size();
    return config.configuration(
        shape.examples(), iterations, weights.of(training.classCounts(classes)));
  }

  /** Starts from what a member of another model has learned. */
  void startFrom(WarmStart start, int member) {
    start.copyTo(network, member);
  }

  TrainedNetwork fit(EpochListener listener) {
    long start = System.nanoTime();
    List<EpochReport> reports = new ArrayList<>();
    int bestEpoch = 0;
    double bestScore = Double.POSITIVE_INFINITY;
    NetworkState best = NetworkState.of(network);
    for (int epoch = 1; epoch <= config.fitting().epochs(); epoch++) {
      EpochReport report = fitEpoch(epoch);
      reports.add(report);
      listener.onEpoch(report);
      // without validation each epoch beats the one before
      double found = report.validationScore().orElse(Double.NEGATIVE_INFINITY);
      boolean isBetter = Double.compare(found, bestScore) < 0; // than what is not a number, too
      if (bestEpoch == 0 || isBetter || report.validationScore().isEmpty()) {
        bestEpoch = epoch;
        bestScore = found;
        best = NetworkState.of(network);
      } else if (epoch - bestEpoch == config.fitting().earlyStopping()) {
        break;
      }
    }
    best.copyTo(network);
    double seconds = secondsSince(start);
    return TrainedNetwork.of(
        network, new TrainingReport(reports, bestEpoch, training.windows(), seconds));
  }

  private EpochReport fitEpoch(int epoch) {
    long start = System.nanoTime();
    JavaRDD<DataSet> miniBatches =
        training
            .segments()
            .mapPartitionsWithIndex(new CutMiniBatches(shape, config.seed(), epoch), false);
    master.expect(training.longest(shape));
    distributed.fit(miniBatches);
    double seconds = secondsSince(start);
    EpochTotals totals = master.totals();
    requireAll("windows", totals.examples(), training.windows());
    requireAll("mini-batches", totals.miniBatches(), training.miniBatches(shape));
    return new EpochReport(
        epoch,
        score,
        score.ofLoss(totals.loss(), shape.examples().targets().label().scale()),
        validationScore(epoch),
        totals.examples(),
        totals.miniBatches(),
        totals.averagings(),
        totals.divergence(),
        seconds);
  }

  private static void requireAll(String what, long trained, long expected) {
    if (trained != expected) {
      throw new IllegalStateException(
          "%s trained: %d (expected: %d)".formatted(what, trained, expected));
    }
  }

  private OptionalDouble validationScore(int epoch) {
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    spark.sc().setJobDescription("Epoch %d, validation".formatted(epoch));
    Broadcast<String> configuration =
        spark.broadcast(network.getLayerWiseConfigurations().toJson());
    Broadcast<NetworkState> state = spark.broadcast(NetworkState.of(network));
    try {
      RunNetwork workers = new RunNetwork(master.run(), configuration);
      ValidationScores scores = new ValidationScores(shape.examples().targets());
      // collected in the order of partitions: sums of the same seed are the same
      for (ValidationScores part :
          validation.segments().mapPartitions(new ScoreSegments(workers, state, shape)).collect()) {
        scores.add(part);
      }
      return OptionalDouble.of(scores.score());
    } finally {
      spark.sc().setJobDescription(null);
      state.destroy();
      configuration.destroy();
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Frees the networks, here and where the segments are. */
  @Override
  public void close() {
    String run = master.run();
    training.segments().foreachPartition(segments -> IdleNetworks.release(run));
    network.close();
  }
}
