package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Segment;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.evaluation.RegressionScores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.dataset.DataSet;

@Tag("edge")
@ExtendWith(SparkExtension.class)
class ParameterAveragingTrainerTest {
  private static final List<Segment> SEGMENTS = TestingSegments.of(90, 40, 70, 33, 21, 60);
  private static final List<Segment> TRAINING = SEGMENTS.subList(0, 4);
  private static final List<Segment> VALIDATION = SEGMENTS.subList(4, 6);

  @Test
  void learnsWhatThereIsToLearn(SparkSession spark) {
    List<EpochReport> heard = new ArrayList<>();
    TrainedNetwork trained =
        new ParameterAveragingTrainer(context(spark), config(15, 2, 1))
            .fit(set(spark, TRAINING, VALIDATION), heard::add);

    TrainingReport report = trained.report();
    assertThat(heard).isEqualTo(report.epochs()).hasSize(15);
    assertThat(heard).allSatisfy(epoch -> assertThat(epoch.windows()).isEqualTo(233));
    assertThat(heard).allSatisfy(epoch -> assertThat(epoch.miniBatches()).isEqualTo(30));
    assertThat(report.windows()).isEqualTo(233);
    double spread = RegressionScores.ofConstant(25, labels(VALIDATION)).rmse();
    assertThat(report.best().validationScore().orElseThrow()).isLessThan(spread / 4);
    assertThat(heard.get(14).trainingLoss()).isLessThan(spread / 4);
    assertThat(heard.get(0).windowsPerSecond()).isPositive();
    assertThat(report.score()).isEqualTo(Score.RMSE);
  }

  @Test
  void theNetworkIsTheOneOfTheBestEpoch(SparkSession spark) {
    TrainedNetwork trained =
        new ParameterAveragingTrainer(context(spark), config(4, 2, 1))
            .fit(set(spark, TRAINING, VALIDATION), epoch -> {});

    RegressionScores scores = new RegressionScores();
    MiniBatchShape shape = new MiniBatchShape(TestingSegments.EXAMPLES, 16);
    MultiLayerNetwork network = trained.network();
    MiniBatches miniBatches = MiniBatches.inOrder(VALIDATION, shape);
    while (miniBatches.hasNext()) {
      DataSet miniBatch = miniBatches.next();
      float[] truths = miniBatch.getLabels().data().asFloat();
      float[] predictions = network.output(miniBatch.getFeatures()).data().asFloat();
      IntStream.range(0, truths.length)
          .forEach(
              i ->
                  scores.add(
                      truths[i] * TestingSegments.LABEL_SCALE,
                      Math.max(0, predictions[i] * TestingSegments.LABEL_SCALE)));
    }
    EpochReport best = trained.report().best();
    assertThat(best.validationScore().orElseThrow()).isCloseTo(scores.rmse(), within(1e-4));
    assertThat(trained.report().epochs())
        .allSatisfy(
            epoch ->
                assertThat(epoch.validationScore().orElseThrow())
                    .isGreaterThanOrEqualTo(best.validationScore().orElseThrow()));
  }

  @Test
  void theLastEpochWinsWithoutAValidationSplit(SparkSession spark) {
    TrainedNetwork trained =
        new ParameterAveragingTrainer(context(spark), config(2, 1, 1))
            .fit(set(spark, TRAINING, List.of()), epoch -> {});
    assertThat(trained.report().bestEpoch()).isEqualTo(2);
    assertThat(trained.report().best().validationScore()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameNetwork(SparkSession spark) {
    List<Segment> reversed = new ArrayList<>(TRAINING);
    Collections.reverse(reversed);
    TrainingSet set = set(spark, TRAINING, VALIDATION);
    TrainingSet otherOrder = set(spark, reversed, VALIDATION);
    float[] first = parameters(spark, set, 1);
    assertThat(parameters(spark, set, 1)).isEqualTo(first);
    assertThat(parameters(spark, otherOrder, 1)).isEqualTo(first);
    assertThat(parameters(spark, set, 2)).isNotEqualTo(first);
  }

  @Test
  void leavesNothingOnTheExecutors(SparkSession spark) {
    int before = context(spark).getPersistentRDDs().size();
    parameters(spark, set(spark, TRAINING, VALIDATION), 1);
    assertThat(context(spark).getPersistentRDDs()).hasSize(before);
    assertThat(IdleNetworks.count()).isZero();
  }

  @Test
  void wantsASegmentForEachWorker(SparkSession spark) {
    assertThatThrownBy(
            () ->
                new ParameterAveragingTrainer(context(spark), config(1, 5, 1))
                    .fit(set(spark, TRAINING, VALIDATION), epoch -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train with 5 workers: the training split has 4 segments with windows (expected:"
                + " at least one for each worker). Set training.workers = 4 or add devices.");
  }

  @Test
  void wantsWindows(SparkSession spark) {
    assertThatThrownBy(
            () ->
                new ParameterAveragingTrainer(context(spark), config(1, 1, 1))
                    .fit(set(spark, TestingSegments.of(0, 0), VALIDATION), epoch -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train network: the training split has no windows (expected: at least one)."
                + " Check the split's dates and that its devices have labels.");
  }

  private static float[] parameters(SparkSession spark, TrainingSet set, long seed) {
    MultiLayerNetwork network =
        new ParameterAveragingTrainer(context(spark), config(2, 2, seed))
            .fit(set, epoch -> {})
            .network();
    return NetworkState.of(network).parameters();
  }

  private static TrainingConfig config(int epochs, int workers, long seed) {
    return new TrainingConfig(
        TestingNetworks.plain(TestingNetworks.CONV1D),
        new Fitting(epochs, 0, 8, ClassWeights.NONE, TestingNetworks.adam(0.02)),
        new Averaging(workers, 4),
        seed,
        Backend.loaded());
  }

  private static TrainingSet set(
      SparkSession spark, List<Segment> training, List<Segment> validation) {
    return new TrainingSet(
        context(spark).parallelize(training, 3),
        context(spark).parallelize(validation, 2),
        TestingSegments.EXAMPLES);
  }

  private static DoubleStream labels(List<Segment> segments) {
    return segments.stream()
        .flatMapToDouble(
            segment -> IntStream.range(0, segment.windows()).mapToDouble(i -> segment.labels()[i]));
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
