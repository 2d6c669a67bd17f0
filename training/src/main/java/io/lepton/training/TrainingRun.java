package io.lepton.training;

import io.lepton.lake.PipelineException;
import io.lepton.lake.session.ExecutorMemory;
import java.util.OptionalDouble;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** One training from first to last epoch. */
final class TrainingRun implements AutoCloseable {
  private final JavaSparkContext spark;
  private final TrainingConfig config;
  private final SharedSegments training;
  private final SharedSegments validation;
  private final MiniBatchShape shape;
  private final Score score;
  private final String run = UUID.randomUUID().toString();
  private final MultiLayerNetwork network;
  private final EpochFitter fitter;

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
    if (Backend.CUDA.equals(Backend.loaded())) {
      requireCards();
    } else {
      ExecutorMemory.requireRoom(
          spark.getConf(), Placement.bytes(NetworkState.of(network), shape, 1));
    }
    int frozen = WarmStart.parametersOf(network, config.start().frozenLayers());
    this.fitter = fitter(new StepRules(config.fitting().adversarial(), frozen));
  }

  /** The driver's cards, and where there are executors, each worker's own. */
  private void requireCards() {
    Placement.requireCardForEachExecutor(spark.getConf());
    int workers = spark.isLocal() ? config.averaging().workers() : 1;
    long bytes = Placement.bytes(NetworkState.of(network), shape, workers);
    for (Card card : Placement.cards()) {
      card.requireSupported();
      card.requireRoom(bytes);
    }
    training.segments().foreachPartition(segments -> Placement.requireOwnCard(bytes));
  }

  private EpochFitter fitter(StepRules rules) {
    Averaging averaging = config.averaging();
    return switch (averaging.master()) {
      case LEPTON ->
          new LeptonFitter(
              spark,
              network,
              new AveragingMaster(run, averaging.frequency(), AverageWorkers.FAN_IN, rules));
      case STOCK -> {
        requirePlain(rules);
        yield new StockFitter(spark, network, averaging, shape.size());
      }
    };
  }

  private static void requirePlain(StepRules rules) {
    if (!rules.equals(StepRules.NONE)) {
      throw PipelineException.config(
          "Cannot train with averaging-master 'stock': it cannot move windows or freeze layers"
              + " (expected: training.adversarial.share = 0 and training.frozen-layers = 0). Set"
              + " training.averaging-master = lepton.");
    }
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

  /** Fits the epochs that are still to come, and keeps the best of all. */
  TrainedNetwork fit(EpochListener listener, Checkpoints checkpoints) {
    TrainingProgress progress =
        checkpoints
            .newest()
            .map(ProgressBytes::read)
            .orElseGet(() -> TrainingProgress.begin(NetworkState.of(network)));
    progress.network().copyTo(network);
    SavingRhythm rhythm = new SavingRhythm(checkpoints);
    while (!progress.isOver(config.fitting())) {
      long start = System.nanoTime();
      EpochReport report = fitEpoch(progress.epochs().size() + 1);
      double seconds = secondsSince(start);
      progress = progress.plus(report, NetworkState.of(network), seconds);
      if (progress.isOver(config.fitting())) {
        rhythm.atTheEnd(progress);
      } else {
        rhythm.after(seconds, progress);
      }
      listener.onEpoch(report);
    }
    progress.best().copyTo(network);
    return TrainedNetwork.of(network, progress.report(training.windows()));
  }

  private EpochReport fitEpoch(int epoch) {
    long start = System.nanoTime();
    JavaRDD<DataSet> miniBatches =
        training
            .segments()
            .mapPartitionsWithIndex(new CutMiniBatches(shape, config.seed(), epoch), false);
    EpochTotals totals = fitter.fit(miniBatches, training.longest(shape));
    double seconds = secondsSince(start);
    fitter.requireAll("windows", totals.examples(), training.windows());
    fitter.requireAll("mini-batches", totals.miniBatches(), training.miniBatches(shape));
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

  private OptionalDouble validationScore(int epoch) {
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    spark.sc().setJobDescription("Epoch %d, validation".formatted(epoch));
    Broadcast<String> configuration =
        spark.broadcast(network.getLayerWiseConfigurations().toJson());
    Broadcast<NetworkState> state = spark.broadcast(NetworkState.of(network));
    try {
      RunNetwork workers = new RunNetwork(run, configuration);
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
    String over = run; // only this is sent
    training.segments().foreachPartition(segments -> IdleNetworks.release(over));
    Networks.free(network);
  }
}
