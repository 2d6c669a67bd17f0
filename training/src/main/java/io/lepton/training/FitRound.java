package io.lepton.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's part of one round: fits its next mini-batches from where all workers start. A worker
 * without others goes on with its next rounds: its mean is its own.
 */
final class FitRound implements Function2<Integer, Iterator<DataSet>, Iterator<WorkerAverage>> {
  private static final long serialVersionUID = 1L;

  private final RunNetwork run;
  private final Broadcast<NetworkState> start;
  private final Turn turn;
  private final StepRules rules;

  FitRound(RunNetwork run, Broadcast<NetworkState> start, Turn turn, StepRules rules) {
    this.run = run;
    this.start = start;
    this.turn = turn;
    this.rules = rules;
  }

  @Override
  public Iterator<WorkerAverage> call(Integer worker, Iterator<DataSet> miniBatches) {
    skip(miniBatches, turn.first());
    if (!miniBatches.hasNext()) {
      return List.of(WorkerAverage.NONE).iterator();
    }
    NetworkState state = start.value();
    MultiLayerNetwork network = run.take();
    state.copyTo(network);
    WorkDone work = WorkDone.NONE;
    do {
      seed(network, state.iteration() + work.longest(), worker);
      work = work.then(fit(network, miniBatches));
    } while (work.rounds() < turn.rounds() && !work.isLast());
    WorkerAverage average = WorkerAverage.of(NetworkState.of(network), work);
    run.giveBack(network);
    if (miniBatches instanceof MiniBatches ours) {
      ours.close();
    }
    return List.of(average).iterator();
  }

  /** What dropout draws must not depend on the thread that happens to run this task. */
  private static void seed(MultiLayerNetwork network, int iteration, int worker) {
    long seed = network.getLayerWiseConfigurations().getConf(0).getSeed();
    Nd4j.getRandom().setSeed(Shuffle.seed(seed, iteration, worker));
  }

  /** Leaves out so many; those of ours are not even cut. */
  static void skip(Iterator<DataSet> miniBatches, int first) {
    if (miniBatches instanceof MiniBatches ours) {
      ours.skip(first);
      return;
    }
    for (int i = 0; i < first && miniBatches.hasNext(); i++) {
      miniBatches.next();
    }
  }

  private WorkDone fit(MultiLayerNetwork network, Iterator<DataSet> miniBatches) {
    long examples = 0;
    int fitted = 0;
    double lossSum = 0;
    while (fitted < turn.count() && miniBatches.hasNext()) {
      DataSet miniBatch = miniBatches.next();
      int size = miniBatch.numExamples();
      double penalty = network.calcRegularizationScore(true);
      step(network, miniBatch);
      fitted++;
      examples += size;
      lossSum += size * (network.score() - penalty);
      if (miniBatches instanceof MiniBatches ours) {
        ours.takeBack(miniBatch);
      }
    }
    return new WorkDone(examples, fitted, fitted, lossSum, 1, !miniBatches.hasNext());
  }

  private void step(MultiLayerNetwork network, DataSet miniBatch) {
    if (rules.adversarial().rows(miniBatch.numExamples()) == 0) {
      network.fit(miniBatch);
    } else {
      DataSet extended = FastGradientSign.extended(network, miniBatch, rules.adversarial());
      network.fit(extended);
      Networks.free(extended.getFeatures());
      Networks.free(extended.getLabels());
    }
    start.value().copyFirst(rules.frozen(), network);
  }
}
