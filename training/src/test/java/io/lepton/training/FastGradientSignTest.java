package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

@Tag("edge")
class FastGradientSignTest {
  private static final double EPSILON = 0.25;
  private static final double STEP = 0.01;

  static Stream<NetworkSpec> networks() {
    return Stream.of(
        new MlpNetwork(List.of(6)),
        new Conv1dNetwork(List.of(4), 3, 6, 5),
        new LstmNetwork(List.of(4)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void movesEachNumberTheWayTheLossGrows(NetworkSpec spec) {
    MultiLayerNetwork network = network(spec);
    DataSet miniBatch = miniBatch(3);
    INDArray windows = miniBatch.getFeatures();
    INDArray moved = FastGradientSign.moved(network, windows, miniBatch.getLabels(), EPSILON);
    int compared = 0;
    for (int i = 0; i < windows.length(); i++) {
      double slope =
          (loss(network, miniBatch, i, STEP) - loss(network, miniBatch, i, -STEP)) / (2 * STEP);
      if (Math.abs(slope) > 2e-3) { // else single precision is not enough to tell its sign
        double way = moved.getDouble(place(i)) - windows.getDouble(place(i));
        assertThat(way).isCloseTo(Math.signum(slope) * EPSILON, within(1e-6));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void aMiniBatchIsExtendedByItsFirstWindowsMoved() {
    MultiLayerNetwork network = network(new MlpNetwork(List.of(6)));
    DataSet miniBatch = miniBatch(5);
    DataSet extended = FastGradientSign.extended(network, miniBatch, new Adversarial(EPSILON, 0.3));
    assertThat(extended.numExamples()).as("0.3 of 5, rounded up").isEqualTo(5 + 2);
    float[] before = HostFloats.of(miniBatch.getFeatures());
    float[] after = HostFloats.of(extended.getFeatures());
    int window = before.length / 5;
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isEqualTo(before[i]);
    }
    for (int i = 0; i < 2 * window; i++) {
      assertThat(Math.abs(after[5 * window + i] - before[i])).isCloseTo(0.25f, within(1e-6f));
    }
    float[] targets = HostFloats.of(extended.getLabels());
    assertThat(targets)
        .endsWith(targets[0], targets[1], targets[2], targets[3], targets[4], targets[5]);
  }

  @Test
  @ExtendWith(SparkExtension.class)
  void aNetworkTrainedSoIsHarderToMislead(SparkSession spark) {
    double usual = misled(spark, Adversarial.NONE);
    assertThat(misled(spark, new Adversarial(EPSILON, 1))).isLessThan(0.8 * usual);
  }

  /** Loss on moved windows of a network that was trained on others. */
  private static double misled(SparkSession spark, Adversarial adversarial) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TrainingConfig config =
        new TrainingConfig(
            TestingNetworks.plain(new MlpNetwork(List.of(12))),
            new Fitting(12, 0, 8, ClassWeights.NONE, TestingNetworks.adam(0.05), adversarial),
            new Averaging(1, 50),
            1,
            Backend.loaded());
    MultiLayerNetwork network =
        new ParameterAveragingTrainer(context, config)
            .fit(
                new TrainingSet(
                    context.parallelize(TestingWaves.segments(Task.CLASSIFICATION, 90), 1),
                    context.parallelize(List.of(), 1),
                    EXAMPLES),
                epoch -> {})
            .network();
    DataSet others = miniBatch(60);
    INDArray moved =
        FastGradientSign.moved(network, others.getFeatures(), others.getLabels(), EPSILON);
    return network.score(new DataSet(moved, others.getLabels()));
  }

  private static final Examples EXAMPLES =
      TestingWaves.examples(Task.CLASSIFICATION, Windows.Form.SEQUENCE);

  private static MultiLayerNetwork network(NetworkSpec spec) {
    return TestingNetworks.open(
        TestingNetworks.config(TestingNetworks.plain(spec), TestingNetworks.adam(0.05), 1)
            .configuration(EXAMPLES, 1));
  }

  private static DataSet miniBatch(int size) {
    return MiniBatches.inOrder(
            TestingWaves.segments(Task.CLASSIFICATION, 7, size), new MiniBatchShape(EXAMPLES, size))
        .next();
  }

  private static double loss(MultiLayerNetwork network, DataSet miniBatch, int number, double by) {
    INDArray windows = miniBatch.getFeatures().dup('c');
    windows.putScalar(place(number), windows.getDouble(place(number)) + by);
    return network.score(new DataSet(windows, miniBatch.getLabels()));
  }

  private static long[] place(int number) {
    return new long[] {number / 10, number / 5 % 2, number % 5};
  }
}
