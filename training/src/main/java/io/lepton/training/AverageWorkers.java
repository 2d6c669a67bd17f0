package io.lepton.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Averages what the workers come to, always in the workers' order: floating-point sums depend on
 * it, and Spark's own reduce takes results as they come.
 */
final class AverageWorkers {
  /** Averages that are folded in one place, be it the driver or a task. */
  static final int FAN_IN = 32;

  private AverageWorkers() {}

  /** The mean over all partitions, of which each holds one average. */
  static WorkerAverage average(JavaRDD<WorkerAverage> workers, int fanIn) {
    JavaRDD<WorkerAverage> averages = workers;
    while (averages.getNumPartitions() > fanIn) {
      int groups = (averages.getNumPartitions() + fanIn - 1) / fanIn;
      averages =
          averages
              .mapPartitionsWithIndex(new Numbered(), false)
              .mapToPair(numbered -> numbered)
              .partitionBy(new Neighbours(groups, fanIn))
              .mapPartitions(AverageWorkers::foldNumbered);
    }
    return fold(averages.collect());
  }

  static WorkerAverage fold(List<WorkerAverage> averages) {
    List<WorkerAverage> working =
        averages.stream().filter(average -> average.work().examples() > 0).toList();
    if (working.isEmpty()) {
      return WorkerAverage.NONE;
    }
    double[] parameters = new double[working.get(0).parameters().length];
    double[] updaterState = new double[working.get(0).updaterState().length];
    double squaredNorm = 0;
    WorkDone work = WorkDone.NONE;
    for (WorkerAverage average : working) {
      long weight = average.work().examples();
      add(average.parameters(), weight, parameters);
      add(average.updaterState(), weight, updaterState);
      squaredNorm += weight * average.squaredNorm();
      work = work.plus(average.work());
    }
    return new WorkerAverage(
        mean(parameters, work.examples()),
        mean(updaterState, work.examples()),
        squaredNorm / work.examples(),
        work);
  }

  private static Iterator<WorkerAverage> foldNumbered(
      Iterator<Tuple2<Integer, WorkerAverage>> numbered) {
    List<Tuple2<Integer, WorkerAverage>> group = new ArrayList<>();
    numbered.forEachRemaining(group::add);
    group.sort(Comparator.comparing(Tuple2::_1)); // a shuffle delivers in any order
    return List.of(fold(group.stream().map(Tuple2::_2).toList())).iterator();
  }

  private static void add(float[] values, long weight, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (double) weight * values[i];
    }
  }

  private static float[] mean(double[] sums, long weight) {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / weight);
    }
    return mean;
  }

  private static final class Numbered
      implements Function2<
          Integer, Iterator<WorkerAverage>, Iterator<Tuple2<Integer, WorkerAverage>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Integer, WorkerAverage>> call(
        Integer index, Iterator<WorkerAverage> average) {
      return List.of(new Tuple2<>(index, average.next())).iterator();
    }
  }

  /** Puts neighbours into one group. */
  private static final class Neighbours extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int groups;
    private final int fanIn;

    Neighbours(int groups, int fanIn) {
      this.groups = groups;
      this.fanIn = fanIn;
    }

    @Override
    public int numPartitions() {
      return groups;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key / fanIn;
    }
  }
}
