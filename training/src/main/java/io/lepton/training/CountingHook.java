package io.lepton.training;

import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Counts on the workers what Deeplearning4j's master fits in an epoch. A task that ran twice counts
 * twice, which the trainer takes for a mistake: a lost executor ends such a training.
 */
final class CountingHook implements TrainingHook {
  private static final long serialVersionUID = 1L;

  private final LongAccumulator examples;
  private final LongAccumulator miniBatches;
  private final DoubleAccumulator lossSum;
  private transient double penalty;

  private CountingHook(
      LongAccumulator examples, LongAccumulator miniBatches, DoubleAccumulator lossSum) {
    this.examples = examples;
    this.miniBatches = miniBatches;
    this.lossSum = lossSum;
  }

  static CountingHook register(SparkContext spark) {
    return new CountingHook(
        spark.longAccumulator(), spark.longAccumulator(), spark.doubleAccumulator());
  }

  /** What was fitted since; how far the workers were from each other is not known. */
  EpochTotals totals(int rounds, int epoch) {
    double loss = lossSum.value() / examples.value();
    AveragingMaster.requireFinite("the loss", loss, epoch);
    return new EpochTotals(
        examples.value(), Math.toIntExact(miniBatches.value()), rounds, loss, Divergence.UNKNOWN);
  }

  @Override
  public void preUpdate(DataSet miniBatch, Model network) {
    penalty = ((MultiLayerNetwork) network).calcRegularizationScore(true);
  }

  @Override
  public void postUpdate(DataSet miniBatch, Model network) {
    examples.add(miniBatch.numExamples());
    miniBatches.add(1);
    lossSum.add(miniBatch.numExamples() * (network.score() - penalty));
  }

  @Override
  public void preUpdate(MultiDataSet miniBatch, Model network) {
    throw new UnsupportedOperationException("A computation graph is not counted.");
  }

  @Override
  public void postUpdate(MultiDataSet miniBatch, Model network) {
    throw new UnsupportedOperationException("A computation graph is not counted.");
  }
}
