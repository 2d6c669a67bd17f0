package io.lepton.bench.training;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Deeplearning4j's master as its own users start it: {@code fit} of an RDD of mini-batches that are
 * ready, prefetched, not written to disk first. What it leaves out in silence, because its random
 * splits are uneven, counts for it as fitted.
 */
final class OwnFit implements AutoCloseable {
  private static final int PREFETCHED = 2;

  private final JavaRDD<DataSet> miniBatches;
  private final SparkDl4jMultiLayer distributed;
  private final long windows;

  OwnFit(
      JavaSparkContext spark,
      MultiLayerNetwork network,
      List<DataSet> ready,
      int workers,
      int frequency) {
    int size = ready.get(0).numExamples();
    miniBatches = spark.parallelize(ready, workers); // the master keeps it in memory by itself
    windows = (long) size * ready.size();
    distributed =
        new SparkDl4jMultiLayer(
            spark,
            network.clone(),
            new ParameterAveragingTrainingMaster.Builder(workers, size)
                .batchSizePerWorker(size)
                .averagingFrequency(frequency)
                .workerPrefetchNumBatches(PREFETCHED)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build());
  }

  double windowsPerSecond() {
    long start = System.nanoTime();
    distributed.fit(miniBatches);
    return windows / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    distributed.getNetwork().close();
  }
}
