package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Memory outside the heap, which kills containers, does not grow with the epochs. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class TrainingMemoryTest {
  @Test
  void nativeMemoryIsFlatOverFiftyEpochs(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TrainingSet set =
        new TrainingSet(
            context.parallelize(TestingSegments.of(3000, 3000), 2),
            context.parallelize(TestingSegments.of(300), 1),
            TestingSegments.EXAMPLES);
    TrainingConfig config =
        new TrainingConfig(
            TestingNetworks.plain(TestingNetworks.CONV1D),
            new Fitting(50, 0, 256, ClassWeights.NONE, TestingNetworks.adam(0.01)),
            new Averaging(2, 4),
            1,
            Backend.loaded());
    List<Long> allocated = new ArrayList<>();
    List<Long> resident = new ArrayList<>();

    new ParameterAveragingTrainer(context, config)
        .fit(
            set,
            epoch -> {
              allocated.add(Pointer.totalBytes());
              resident.add(Pointer.physicalBytes());
            });

    assertThat(mean(allocated.subList(40, 50)))
        .as("allocated %s", allocated)
        .isLessThan(mean(allocated.subList(10, 20)) + (1 << 20));
    assertThat(mean(resident.subList(40, 50)))
        .as("resident %s", resident)
        .isLessThan(mean(resident.subList(10, 20)) + (64 << 20));
  }

  private static double mean(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
