package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Fits by Deeplearning4j's {@code ParameterAveragingTrainingMaster}. Left to itself it splits the
 * data at random and drops, without a word, what a worker gets beyond the averaging frequency; here
 * it is handed one round after another, in which no worker has more than that, and a hook counts
 * what it fits.
 *
 * <p>Its mean gives each worker the same weight, however few examples it has left, and adds up in
 * the order in which workers end: for more than two of them, and with dropout, the same seed need
 * not give the same bits.
 */
final class StockFitter implements EpochFitter {
  private final JavaSparkContext spark;
  private final int frequency;
  private final ParameterAveragingTrainingMaster master;
  private final SparkDl4jMultiLayer distributed;

  StockFitter(
      JavaSparkContext spark, MultiLayerNetwork network, Averaging averaging, int miniBatchSize) {
    this.spark = spark;
    this.frequency = averaging.frequency();
    this.master =
        new ParameterAveragingTrainingMaster.Builder(averaging.workers(), miniBatchSize)
            .batchSizePerWorker(miniBatchSize)
            .averagingFrequency(frequency)
            .workerPrefetchNumBatches(0) // another thread would have another random generator
            .saveUpdater(true)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .build();
    this.distributed = new SparkDl4jMultiLayer(spark, network, master);
  }

  @Override
  public EpochTotals fit(JavaRDD<DataSet> miniBatches, int longest) {
    MultiLayerNetwork network = distributed.getNetwork();
    int start = network.getIterationCount();
    int epoch = network.getEpochCount();
    CountingHook count = CountingHook.register(spark.sc());
    master.addHook(count);
    int rounds = 0;
    try {
      for (int first = 0; first < longest; first += frequency) {
        master.executeTraining(
            distributed, miniBatches.mapPartitions(new Round(first, frequency), false));
        rounds++;
        // it counts whole rounds; Adam and the learning rate go by what was fitted
        network.setIterationCount(start + Math.min(longest, first + frequency));
      }
    } finally {
      master.removeHook(count);
    }
    network.setEpochCount(epoch + 1);
    return count.totals(rounds, epoch + 1);
  }

  /** A task that ran twice, as the tasks of a lost executor do, was counted twice. */
  @Override
  public void requireAll(String what, long trained, long expected) {
    if (trained != expected) {
      throw new PipelineException(
          PipelineException.Kind.OUTSIDE,
          "Cannot train with averaging-master 'stock': an epoch trained %d %s (expected: %d). A task ran twice, as when an executor is lost, and Deeplearning4j's master cannot make up for it. Set training.averaging-master = lepton, which goes on to the same network, or run the same command again: it starts from the last checkpoint."
              .formatted(trained, what, expected));
    }
  }

  /** A worker's mini-batches of one round. */
  private record Round(int first, int count)
      implements org.apache.spark.api.java.function.FlatMapFunction<Iterator<DataSet>, DataSet> {
    @Override
    public Iterator<DataSet> call(Iterator<DataSet> miniBatches) {
      FitRound.skip(miniBatches, first);
      return new FirstOf(miniBatches, count);
    }
  }

  /** So many of them and no more. */
  private static final class FirstOf implements Iterator<DataSet> {
    private final Iterator<DataSet> miniBatches;
    private int left;

    FirstOf(Iterator<DataSet> miniBatches, int count) {
      this.miniBatches = miniBatches;
      this.left = count;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && miniBatches.hasNext();
    }

    @Override
    public DataSet next() {
      left--;
      return miniBatches.next();
    }
  }
}
