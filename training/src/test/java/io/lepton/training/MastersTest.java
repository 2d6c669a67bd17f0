package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Segment;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What whoever averages has to keep: Lepton's master and Deeplearning4j's. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class MastersTest {
  // two workers with 13 and 11 windows in mini-batches of 2: 7 and 6 of them
  private static final List<Segment> TRAINING = TestingSegments.of(13, 7, 4);
  private static final List<Segment> VALIDATION = TestingSegments.of(30);

  @ParameterizedTest
  @EnumSource(Averaging.Master.class)
  void everyWindowIsFittedOnceInEachEpoch(Averaging.Master master, SparkSession spark) {
    for (int frequency : new int[] {3, 100}) {
      TrainingReport report =
          train(spark, config(2, frequency, master), TestingNetworks.adam(0.01)).report();
      assertThat(report.epochs())
          .allSatisfy(
              epoch -> {
                assertThat(epoch.windows()).isEqualTo(24);
                assertThat(epoch.miniBatches()).isEqualTo(7 + 6);
                int averagings = (7 + frequency - 1) / frequency;
                assertThat(epoch.averagings()).isEqualTo(averagings);
                assertThat(epoch.divergence().peaks())
                    .hasSize(master == Averaging.Master.LEPTON ? averagings : 0);
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Averaging.Master.class)
  void theLossGoesDownAndValidationChooses(Averaging.Master master, SparkSession spark) {
    TrainingReport report = train(spark, config(2, 3, master), TestingNetworks.adam(0.01)).report();
    List<EpochReport> epochs = report.epochs();
    assertThat(epochs.get(3).trainingLoss()).isLessThan(0.8 * epochs.get(0).trainingLoss());
    double best = report.best().validationScore().orElseThrow();
    assertThat(epochs)
        .allSatisfy(
            e -> assertThat(e.validationScore().orElseThrow()).isGreaterThanOrEqualTo(best));
  }

  @ParameterizedTest
  @EnumSource(Averaging.Master.class)
  void theSameSeedGivesTheSameBitsWithTwoWorkersAndNoDropout(
      Averaging.Master master, SparkSession spark) {
    Averaging averaging = config(2, 3, master);
    float[] first = parameters(train(spark, averaging, TestingNetworks.adam(0.01)));
    assertThat(parameters(train(spark, averaging, TestingNetworks.adam(0.01)))).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Averaging.Master.class)
  void oneWorkerEqualsPlainFitWithAdamAndASchedule(Averaging.Master master, SparkSession spark) {
    TrainingConfig config = training(config(1, 3, master), TestingNetworks.adam(0.01));
    MiniBatchShape shape = new MiniBatchShape(TestingSegments.EXAMPLES, 2);
    MultiLayerNetwork plain =
        TestingNetworks.open(config.configuration(TestingSegments.EXAMPLES, 4 * 12));
    for (int epoch = 1; epoch <= 4; epoch++) {
      MiniBatches miniBatches = MiniBatches.shuffled(TRAINING, shape, Shuffle.seed(1, epoch, 0));
      miniBatches.forEachRemaining(plain::fit);
    }
    TrainedNetwork trained = trainer(spark, config).fit(set(spark, List.of()), epoch -> {});
    assertThat(parameters(trained))
        .containsExactly(NetworkState.of(plain).parameters(), within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(Averaging.Master.class)
  void saysThatTheLossIsNoLongerANumber(Averaging.Master master, SparkSession spark) {
    assertThatThrownBy(() -> train(spark, config(2, 3, master), TestingNetworks.sgd(1e30, 0)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Lower training.learning-rate");
  }

  @Test
  void whatTheStockMasterFittedTwiceEndsWithTheCauseAndTheWayOut(SparkSession spark) {
    Averaging averaging = config(2, 3, Averaging.Master.STOCK);
    EpochFitter stock = new StockFitter(context(spark), TestingNetworks.sgd(0.1), averaging, 2);
    stock.requireAll("windows", 24, 24);
    assertThatThrownBy(() -> stock.requireAll("windows", 30, 24))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train with averaging-master 'stock': an epoch trained 30 windows (expected:"
                + " 24). A task ran twice, as when an executor is lost, and Deeplearning4j's master"
                + " cannot make up for it. Set training.averaging-master = lepton, which goes on to"
                + " the same network, or run the same command again: it starts from the last"
                + " checkpoint.");
  }

  private static Averaging config(int workers, int frequency, Averaging.Master master) {
    return new Averaging(workers, frequency, master);
  }

  private static TrainingConfig training(Averaging averaging, Optimiser optimiser) {
    return new TrainingConfig(
        TestingNetworks.plain(TestingNetworks.CONV1D),
        new Fitting(4, 0, 2, ClassWeights.NONE, optimiser),
        averaging,
        1,
        Backend.loaded());
  }

  private static TrainedNetwork train(
      SparkSession spark, Averaging averaging, Optimiser optimiser) {
    return trainer(spark, training(averaging, optimiser)).fit(set(spark, VALIDATION), epoch -> {});
  }

  private static ParameterAveragingTrainer trainer(SparkSession spark, TrainingConfig config) {
    return new ParameterAveragingTrainer(context(spark), config);
  }

  private static TrainingSet set(SparkSession spark, List<Segment> validation) {
    return new TrainingSet(
        context(spark).parallelize(TRAINING, 2),
        context(spark).parallelize(validation, 1),
        TestingSegments.EXAMPLES);
  }

  private static float[] parameters(TrainedNetwork trained) {
    return NetworkState.of(trained.network()).parameters();
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
