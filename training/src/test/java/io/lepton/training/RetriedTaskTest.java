package io.lepton.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** In a process of its own: the Spark of the other tests lets no task fail. */
@Tag("edge")
class RetriedTaskTest {
  @Test
  void tasksThatFailOnceAreRunAgainAndTheNetworkHasTheSameBits() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("2 workers, 2 rounds, 2 epochs: 8 failed, equal: true");
  }

  /** Trains twice. */
  static final class Child {
    private static final AtomicInteger FAILED = new AtomicInteger();

    private Child() {}

    public static void main(String[] args) {
      SparkConf conf =
          new SparkConf()
              .setMaster("local[2,4]")
              .setAppName("retries")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.driver.bindAddress", "127.0.0.1");
      try (JavaSparkContext spark = new JavaSparkContext(conf)) {
        float[] undisturbed = trained(spark, Integer.MAX_VALUE);
        float[] disturbed = trained(spark, 2);
        System.out.printf(
            "2 workers, 2 rounds, 2 epochs: %d failed, equal: %s%n",
            FAILED.get(), Arrays.equals(undisturbed, disturbed));
      }
    }

    private static float[] trained(JavaSparkContext spark, int survived) {
      MultiLayerNetwork network = TestingNetworks.adam(1, 0.5);
      SparkDl4jMultiLayer averaged =
          new SparkDl4jMultiLayer(spark, network, new AveragingMaster("retries", 3));
      MiniBatchShape shape = new MiniBatchShape(TestingSegments.EXAMPLES, 8);
      for (int epoch = 1; epoch <= 2; epoch++) {
        JavaRDD<DataSet> miniBatches =
            spark
                .parallelize(TestingSegments.of(40, 40), 2)
                .mapPartitionsWithIndex(new CutMiniBatches(shape, 1, epoch), false)
                .mapPartitions(each -> new Failing(each, survived));
        averaged.fit(miniBatches);
      }
      return NetworkState.of(network).parameters();
    }

    /** Fails after so many mini-batches if it is the first attempt. */
    private static final class Failing implements Iterator<DataSet> {
      private final Iterator<DataSet> miniBatches;
      private int left;

      private Failing(Iterator<DataSet> miniBatches, int survived) {
        this.miniBatches = miniBatches;
        this.left = survived;
      }

      @Override
      public boolean hasNext() {
        return miniBatches.hasNext();
      }

      @Override
      public DataSet next() {
        if (left-- == 0 && TaskContext.get().attemptNumber() == 0) {
          FAILED.incrementAndGet();
          throw new IllegalStateException("a task fails");
        }
        return miniBatches.next();
      }
    }
  }
}
