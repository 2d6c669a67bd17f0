package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.util.Collection;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Parameter averaging that fits every mini-batch: each partition is one worker's share of an epoch.
 * In each round every worker fits its next mini-batches from the same parameters and updater state;
 * their means, weighted by examples, start the next round. The same data gives the same bits.
 *
 * <p>Deeplearning4j's own master drops the mini-batches beyond the averaging frequency of each
 * split and sends the data again for each.
 */
final class AveragingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
  private final String run;
  private final int frequency;
  private final int fanIn;
  private final StepRules rules;
  private int longestWorker; // mini-batches; 0 where nobody told
  private EpochTotals totals = EpochTotals.NONE;

  AveragingMaster(String run, int frequency) {
    this(run, frequency, AverageWorkers.FAN_IN, StepRules.NONE);
  }

  /** A master of the run with this id, under which executors keep its networks. */
  AveragingMaster(String run, int frequency, int fanIn, StepRules rules) {
    Check.positive("frequency", frequency);
    Check.argument(fanIn > 1, "fan-in", fanIn, "> 1");
    this.run = run;
    this.frequency = frequency;
    this.fanIn = fanIn;
    this.rules = rules;
  }

  /** The mini-batches of the worker with most of them: only for the text in Spark's pages. */
  void expect(int miniBatches) {
    this.longestWorker = miniBatches;
  }

  /** What the last epoch came to. */
  EpochTotals totals() {
    return totals;
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer spark, JavaRDD<DataSet> miniBatches) {
    JavaSparkContext context = spark.getSparkContext();
    MultiLayerNetwork network = spark.getNetwork();
    String json = network.getLayerWiseConfigurations().toJson();
    Broadcast<String> configuration = context.broadcast(json);
    totals = EpochTotals.NONE;
    try {
      RunNetwork workers = new RunNetwork(run, configuration);
      boolean isLast = false;
      for (int round = 0; !isLast; round++) {
        describe(context, network, round);
        isLast = fitRound(spark, miniBatches, workers, round);
      }
      spark.setScore(totals.loss());
    } finally {
      context.sc().setJobDescription(null);
      configuration.destroy();
    }
  }

  private boolean fitRound(
      SparkDl4jMultiLayer spark, JavaRDD<DataSet> miniBatches, RunNetwork workers, int round) {
    MultiLayerNetwork network = spark.getNetwork();
    NetworkState state = NetworkState.of(network);
    Broadcast<NetworkState> start = spark.getSparkContext().broadcast(state);
    try {
      // nobody to average with: one job for all rounds
      int rounds = miniBatches.getNumPartitions() == 1 ? Integer.MAX_VALUE : 1;
      FitRound fit =
          new FitRound(workers, start, new Turn(round * frequency, frequency, rounds), rules);
      WorkerAverage average =
          AverageWorkers.average(miniBatches.mapPartitionsWithIndex(fit, false), fanIn);
      if (average.work().examples() > 0) {
        requireFinite(average, state.epoch() + 1);
        int iteration = state.iteration() + average.work().longest();
        new NetworkState(average.parameters(), average.updaterState(), iteration, state.epoch())
            .withFirst(rules.frozen(), state)
            .copyTo(network);
        totals = totals.plus(average);
      }
      return average.work().isLast();
    } finally {
      start.destroy();
    }
  }

  private void describe(JavaSparkContext context, MultiLayerNetwork network, int round) {
    String text = "Epoch %d, averaging %d".formatted(network.getEpochCount() + 1, round + 1);
    int rounds = (longestWorker + frequency - 1) / frequency;
    context.sc().setJobDescription(rounds == 0 ? text : text + " of " + rounds);
  }

  private static void requireFinite(WorkerAverage average, int epoch) {
    requireFinite("the loss", average.work().lossSum(), epoch);
    for (float parameter : average.parameters()) {
      if (!Float.isFinite(parameter)) {
        requireFinite("a parameter", parameter, epoch);
      }
    }
  }

  static void requireFinite(String what, double value, int epoch) {
    if (!Double.isFinite(value)) {
      throw PipelineException.data(
          "Cannot train network: %s became %s in epoch %d (expected: a finite number). Lower training.learning-rate or check the training set for outliers."
              .formatted(what, Double.isNaN(value) ? "NaN" : "infinite", epoch));
    }
  }

  // ---- the rest of Deeplearning4j's contract

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "The averaging master does not do this: " + what + ".");
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw refused("call a training hook");
  }

  @Override
  public void removeHook(TrainingHook hook) {
    throw refused("call a training hook");
  }

  @Override
  public String toJson() {
    throw refused("turn itself into JSON");
  }

  @Override
  public String toYaml() {
    throw refused("turn itself into YAML");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw refused("hand out a worker");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw refused("train a computation graph");
  }

  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw refused("read mini-batches from files");
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> miniBatches) {
    throw refused("train a computation graph");
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> miniBatches) {
    throw refused("train a computation graph");
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    if (collect) {
      throw refused("collect Deeplearning4j's statistics; see EpochReport");
    }
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public SparkTrainingStats getTrainingStats() {
    throw refused("collect Deeplearning4j's statistics; see EpochReport");
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    throw refused("call a training listener on workers; see EpochListener");
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> listeners) {
    throw refused("call a training listener on workers; see EpochListener");
  }

  @Override
  public boolean deleteTempFiles(JavaSparkContext context) {
    return true; // there are none
  }

  @Override
  public boolean deleteTempFiles(SparkContext context) {
    return true;
  }
}
