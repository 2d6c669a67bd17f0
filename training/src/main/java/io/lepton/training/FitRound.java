package io.lepton.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One worker's part of one round: fits its next mini-batches from where all workers start. */
final class FitRound implements Function2<Integer, Iterator<DataSet>, Iterator<WorkerAverage>> {
  private static final long serialVersionUID = 1L;

  private final RunNetwork run;
  private final Broadcast<NetworkState> start;
  private final int first;
  private final int count;
  private final StepRules rules;

  FitRound(RunNetwork run, Broadcast<NetworkState> start, int first, int count, StepRules rules) {
    this.run = run;
    this.start = start;
    this.first = first;
    this.count = count;
    this.rules = rules;
  }

  @Override
  public Iterator<WorkerAverage> call(Integer worker, Iterator<DataSet> miniBatches) {
    skip(miniBatches);
    if (!miniBatches.hasNext()) {
      return List.of(WorkerAverage.NONE).iterator();
    }
    NetworkState state = start.value();
    MultiLayerNetwork network = run.take();
    state.copyTo(network);
    // what dropout draws must not depend on the thread that happens to run this task
    long seed = network.getLayerWiseConfigurations().getConf(0).getSeed();
    Nd4j.getRandom().setSeed(Shuffle.seed(seed, state.iteration(), worker));
    WorkDone work = fit(network, miniBatches);
    WorkerAverage average = WorkerAverage.of(NetworkState.of(network), work);
    run.giveBack(network);
    return List.of(average).iterator();
  }

  private void skip(Iterator<DataSet> miniBatches) {
    if (miniBatches instanceof MiniBatches ours) {
      ours.skip(first);
      return;
    }
    for (int i = 0; i < first && miniBatches.hasNext(); i++) {
      miniBatches.next();
    }
  }

  private WorkDone fit(MultiLayerNetwork network, Iterator<DataSet> miniBatches) {
    boolean isOurs = miniBatches instanceof MiniBatches;
    long examples = 0;
    int fitted = 0;
    double lossSum = 0;
    while (fitted < count && miniBatches.hasNext()) {
      DataSet miniBatch = miniBatches.next();
      int size = miniBatch.numExamples();
      double penalty = network.calcRegularizationScore(true);
      step(network, miniBatch);
      fitted++;
      examples += size;
      lossSum += size * (network.score() - penalty);
      if (isOurs) { // native memory that would else wait for the garbage collector
        close(miniBatch.getFeatures());
        close(miniBatch.getLabels());
      }
    }
    return new WorkDone(examples, fitted, fitted, lossSum, !miniBatches.hasNext());
  }

  private void step(MultiLayerNetwork network, DataSet miniBatch) {
    if (rules.adversarial().rows(miniBatch.numExamples()) == 0) {
      network.fit(miniBatch);
    } else {
      DataSet extended = FastGradientSign.extended(network, miniBatch, rules.adversarial());
      network.fit(extended);
      close(extended.getFeatures());
      close(extended.getLabels());
    }
    start.value().copyFirst(rules.frozen(), network);
  }

  private static void close(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }
}
