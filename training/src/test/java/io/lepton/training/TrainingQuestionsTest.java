package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trainer for every kind of question. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class TrainingQuestionsTest {
  @Test
  void tellsClassesApartThatAreRare(SparkSession spark) {
    TrainingReport report =
        fit(spark, Task.CLASSIFICATION, fitting(6, ClassWeights.BALANCED), mlp());
    assertThat(report.score()).isEqualTo(Score.CROSS_ENTROPY);
    assertLearned(report, Math.log(3) / 2);
  }

  @Test
  void weighsClassesByTheirWindowsOnAllWorkers(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Segment> segments = TestingWaves.segments(Task.CLASSIFICATION, 30, 20, 10);
    long[] counts = new long[3];
    for (Segment segment : segments) {
      for (float label : segment.labels()) {
        counts[(int) label]++;
      }
    }
    try (SharedSegments shared = SharedSegments.share(context.parallelize(segments, 3), 2)) {
      assertThat(shared.classCounts(3)).isEqualTo(counts).doesNotContain(0);
    }
    TrainingReport plain = fit(spark, Task.CLASSIFICATION, fitting(1, ClassWeights.NONE), mlp());
    TrainingReport weighted =
        fit(spark, Task.CLASSIFICATION, fitting(1, ClassWeights.BALANCED), mlp());
    assertThat(weighted.best().trainingLoss())
        .isNotCloseTo(plain.best().trainingLoss(), within(1e-5));
  }

  @Test
  void foreseesReadings(SparkSession spark) {
    TrainingReport report = fit(spark, Task.FORECAST, fitting(6, ClassWeights.NONE), mlp());
    assertThat(report.score()).isEqualTo(Score.MEAN_SQUARED_ERROR);
    assertLearned(report, 0.1); // readings have a variance of about 0.5
  }

  @Test
  void givesWindowsBack(SparkSession spark) {
    NetworkSpec network = new AutoencoderNetwork(List.of(8, 3));
    TrainingReport report = fit(spark, Task.RECONSTRUCTION, fitting(6, ClassWeights.NONE), network);
    assertLearned(report, 0.1);
  }

  private static void assertLearned(TrainingReport report, double good) {
    assertThat(report.best().validationScore().orElseThrow()).isLessThan(good);
    assertThat(report.best().trainingLoss()).isLessThan(good);
    assertThat(report.epochs().get(0).trainingLoss()).isGreaterThan(good);
  }

  @Test
  void stopsWhenValidationNoLongerGetsBetter(SparkSession spark) {
    // what is learned from these is wrong for those
    List<Segment> training = TestingSegments.of(80, 60);
    List<Segment> validation = new ArrayList<>();
    for (Segment segment : training) {
      float[] labels = segment.labels().clone();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = 50 - labels[i];
      }
      validation.add(
          TestingSegments.segment(
              segment.deviceId(), segment.rows().values(), segment.ends(), labels));
    }
    TrainingSet set = set(spark, training, validation);
    TrainingReport report = trainer(spark, stopping(3)).fit(set, epoch -> {}).report();
    assertThat(report.epochs()).hasSize(report.bestEpoch() + 3);
    assertThat(report.bestEpoch()).isLessThan(5);
    assertThat(trainer(spark, stopping(0)).fit(set, epoch -> {}).report().epochs()).hasSize(12);
    TrainingSet alone = set(spark, training, List.of());
    assertThat(trainer(spark, stopping(3)).fit(alone, epoch -> {}).report().epochs()).hasSize(12);
  }

  private static TrainingConfig stopping(int epochs) {
    Optimiser optimiser = TestingNetworks.sgd(0.05, 0);
    return config(new Fitting(12, epochs, 8, ClassWeights.NONE, optimiser), mlp());
  }

  @Test
  void refusesANetworkThatCannotAnswer(SparkSession spark) {
    TrainingSet lives = set(spark, TestingSegments.of(20, 20), List.of());
    TrainingConfig autoencoder =
        config(fitting(1, ClassWeights.NONE), new AutoencoderNetwork(List.of(3)));
    assertThatThrownBy(() -> trainer(spark, autoencoder).fit(lives, epoch -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train network of kind 'autoencoder': it gives windows back, and label"
                + " 'remaining-life' asks for something else (expected: label 'none'). Set another"
                + " training.network.kind or features.label.kind = none.");
    assertThatThrownBy(
            () ->
                trainer(spark, config(fitting(1, ClassWeights.NONE), new ChannelLinearNetwork()))
                    .fit(lives, epoch -> {}))
        .hasMessageContaining("'channel-linear': it forecasts, and label 'remaining-life' asks");
    TrainingConfig weighted = config(fitting(1, ClassWeights.BALANCED), mlp());
    assertThatThrownBy(() -> trainer(spark, weighted).fit(lives, epoch -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot weigh classes: label 'remaining-life' has none (expected: label 'class' or"
                + " 'failure-within'). Set training.class-weights = none.");
  }

  private static NetworkSpec mlp() {
    return new MlpNetwork(List.of(12));
  }

  private static Fitting fitting(int epochs, ClassWeights weights) {
    return new Fitting(epochs, 0, 8, weights, TestingNetworks.adam(0.05));
  }

  private static TrainingConfig config(Fitting fitting, NetworkSpec network) {
    return new TrainingConfig(
        TestingNetworks.plain(network), fitting, new Averaging(2, 4), 1, Backend.loaded());
  }

  private static TrainingReport fit(
      SparkSession spark, Task task, Fitting fitting, NetworkSpec network) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TrainingSet set =
        new TrainingSet(
            context.parallelize(TestingWaves.segments(task, 90, 70, 80), 3),
            context.parallelize(TestingWaves.segments(task, 50), 1),
            TestingWaves.examples(task, Windows.Form.SEQUENCE));
    return trainer(spark, config(fitting, network)).fit(set, epoch -> {}).report();
  }

  private static TrainingSet set(
      SparkSession spark, List<Segment> training, List<Segment> validation) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new TrainingSet(
        context.parallelize(training, 2),
        context.parallelize(validation, 2),
        TestingSegments.EXAMPLES);
  }

  private static ParameterAveragingTrainer trainer(SparkSession spark, TrainingConfig config) {
    return new ParameterAveragingTrainer(
        JavaSparkContext.fromSparkContext(spark.sparkContext()), config);
  }
}
