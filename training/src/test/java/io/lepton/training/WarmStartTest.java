package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.dataset.DataSet;

/** Networks of eight inputs with layers of five and four units and one output. */
@Tag("edge")
class WarmStartTest {
  private static final int FIRST_LAYER = 8 * 5 + 5;

  private final MultiLayerNetwork learned = network(7, 5, 4);
  private final WarmStart start = new WarmStart("pump@3", List.of(bytes(learned)));

  @Test
  @ExtendWith(SparkExtension.class)
  void frozenLayersKeepTheirBitsAndTheOthersLearn(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TrainingConfig config =
        new TrainingConfig(
            TestingNetworks.plain(new MlpNetwork(List.of(5, 4))),
            new Fitting(1, 0, 8, ClassWeights.NONE, TestingNetworks.adam(0.02)),
            new Averaging(3, 2),
            1,
            1,
            new TrainingConfig.Start("pump@3", 1),
            Backend.loaded());
    TrainedNetwork trained =
        new ParameterAveragingTrainer(context, config)
            .from(start)
            .fit(
                new TrainingSet(
                    context.parallelize(TestingSegments.of(40, 33, 21), 3),
                    context.parallelize(List.of(), 1),
                    TestingSegments.EXAMPLES),
                epoch -> {});
    float[] before = NetworkState.of(learned).parameters();
    float[] after = NetworkState.of(trained.network()).parameters();
    assertThat(Arrays.copyOf(after, FIRST_LAYER)).isEqualTo(Arrays.copyOf(before, FIRST_LAYER));
    for (int i = FIRST_LAYER; i < after.length; i++) {
      assertThat(after[i]).as("parameter " + i).isNotEqualTo(before[i]);
    }
  }

  @Test
  @ExtendWith(SparkExtension.class)
  void frozenLayersStandStillBetweenAveragings(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<DataSet> miniBatches = new ArrayList<>();
    MiniBatches.inOrder(TestingSegments.of(24), new MiniBatchShape(TestingSegments.EXAMPLES, 8))
        .forEachRemaining(miniBatches::add);
    AveragingMaster master =
        new AveragingMaster(
            "test", 3, AverageWorkers.FAN_IN, new StepRules(Adversarial.NONE, FIRST_LAYER));
    MultiLayerNetwork averaged = network(7, 5, 4);
    new SparkDl4jMultiLayer(context, averaged, master).fit(context.parallelize(miniBatches, 1));
    IdleNetworks.release("test");

    MultiLayerNetwork plain = network(7, 5, 4);
    NetworkState start = NetworkState.of(plain);
    for (DataSet miniBatch : miniBatches) {
      plain.fit(miniBatch);
      NetworkState.of(plain).withFirst(FIRST_LAYER, start).copyTo(plain);
    }
    assertThat(NetworkState.of(averaged).parameters())
        .isEqualTo(NetworkState.of(plain).parameters())
        .isNotEqualTo(start.parameters());
  }

  @Test
  void allParametersAreCopiedToEachMember() {
    WarmStart two = new WarmStart("pump@4", List.of(bytes(learned), bytes(network(8, 5, 4))));
    MultiLayerNetwork network = network(1, 5, 4);
    two.copyTo(network, 2);
    assertThat(NetworkState.of(network).parameters())
        .isEqualTo(NetworkState.of(network(8, 5, 4)).parameters());
    two.copyTo(network, 3);
    assertThat(NetworkState.of(network).parameters())
        .isEqualTo(NetworkState.of(learned).parameters());
  }

  @Test
  void namesTheFirstLayerThatIsOfAnotherSize() {
    assertThatThrownBy(() -> start.copyTo(network(1, 5, 6), 1))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot start from model 'pump@3': layer 2 with weights has W [5, 4], b [4]"
                + " (expected: W [5, 6], b [6]). Choose another training.warm-start, or the"
                + " training.network, window and label of that model.");
    assertThatThrownBy(() -> start.copyTo(network(1, 5), 1))
        .hasMessageContaining("layer 2 with weights has W [5, 4], b [4] (expected: W [5, 1]");
  }

  @Test
  void somethingHasToBeLeftToLearn() {
    assertThat(WarmStart.parametersOf(learned, 1)).isEqualTo(FIRST_LAYER);
    assertThat(WarmStart.parametersOf(learned, 0)).isZero();
    assertThatThrownBy(() -> WarmStart.parametersOf(learned, 3))
        .hasMessageStartingWith(
            "Cannot freeze 3 layers: the network has 3 with weights (expected: fewer frozen than"
                + " there are).");
    assertThatThrownBy(() -> new TrainingConfig.Start("", 1))
        .hasMessage("frozen-layers: 1 (expected: >= 0, and 0 without a warm-start)");
  }

  private static MultiLayerNetwork network(long seed, Integer... units) {
    return TestingNetworks.open(
        TestingNetworks.config(
                TestingNetworks.plain(new MlpNetwork(List.of(units))),
                TestingNetworks.adam(0.1),
                seed)
            .configuration(TestingSegments.EXAMPLES, 1));
  }

  private static byte[] bytes(MultiLayerNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, bytes, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
