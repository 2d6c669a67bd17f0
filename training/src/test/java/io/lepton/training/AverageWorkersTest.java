package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.test.support.SparkExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class AverageWorkersTest {
  @Test
  void weighsAWorkerByItsExamples() {
    WorkerAverage mean =
        AverageWorkers.fold(
            List.of(worker(30, true, 1, 0), WorkerAverage.NONE, worker(10, false, 5, 0)));
    assertThat(mean.parameters()).containsExactly(2, 0);
    assertThat(mean.updaterState()).containsExactly(4, 0);
    assertThat(mean.work()).isEqualTo(new WorkDone(40, 2, 1, 80, 1, false));
  }

  @Test
  void divergenceIsTheWorkersDistanceFromTheirMean() {
    // mean (3, 4) of length 5; each worker is 1 away
    WorkerAverage mean =
        AverageWorkers.fold(List.of(worker(10, true, 3, 3), worker(10, true, 3, 5)));
    assertThat(mean.divergence()).isCloseTo(0.2, within(1e-9));
    assertThat(worker(10, true, 3, 4).divergence()).isZero();
  }

  @Test
  void noWorkLeavesNothing() {
    assertThat(AverageWorkers.fold(List.of(WorkerAverage.NONE)).work().examples()).isZero();
  }

  @Test
  void aTreeOfAveragesGivesTheSameMean(SparkSession spark) {
    List<WorkerAverage> workers =
        IntStream.range(0, 9).mapToObj(i -> worker(i + 1, true, i, -i)).toList();
    WorkerAverage direct = AverageWorkers.fold(workers);
    WorkerAverage tree =
        AverageWorkers.average(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(workers, 9), 2);
    assertThat(tree.work()).isEqualTo(direct.work());
    assertThat(tree.parameters()).containsExactly(direct.parameters(), within(1e-5f));
    assertThat(tree.updaterState()).containsExactly(direct.updaterState(), within(1e-5f));
    assertThat(tree.divergence()).isCloseTo(direct.divergence(), within(1e-5));
  }

  private static WorkerAverage worker(int examples, boolean isLast, float... parameters) {
    float[] updaterState = {2 * parameters[0], 0};
    return WorkerAverage.of(
        new NetworkState(parameters, updaterState, 0, 0),
        new WorkDone(examples, 1, 1, 2.0 * examples, 1, isLast));
  }
}
