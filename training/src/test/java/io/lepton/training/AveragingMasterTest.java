package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Segment;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

@Tag("edge")
@ExtendWith(SparkExtension.class)
class AveragingMasterTest {
  private static final String RUN = "run";
  private static final MiniBatchShape SHAPE = new MiniBatchShape(TestingSegments.EXAMPLES, 8);

  @Test
  void oneWorkerEqualsPlainFitOverTwoEpochs(SparkSession spark) {
    List<Segment> segments = TestingSegments.of(40, 27); // the last mini-batch holds three windows
    MultiLayerNetwork averaged = TestingNetworks.adam(1, 0);
    MultiLayerNetwork plain = TestingNetworks.adam(1, 0);

    EpochTotals totals = fit(spark, averaged, new AveragingMaster(RUN, 2), List.of(segments), 2);
    double lossSum = 0;
    for (int epoch = 1; epoch <= 2; epoch++) {
      MiniBatches miniBatches = MiniBatches.shuffled(segments, SHAPE, Shuffle.seed(1, epoch, 0));
      lossSum = 0;
      while (miniBatches.hasNext()) {
        DataSet miniBatch = miniBatches.next();
        double penalty = plain.calcRegularizationScore(true);
        plain.fit(miniBatch);
        lossSum += (plain.score() - penalty) * miniBatch.numExamples();
      }
    }

    assertSameState(averaged, plain);
    assertThat(averaged.getIterationCount()).isEqualTo(18);
    assertThat(averaged.getEpochCount()).isEqualTo(2);
    assertThat(totals.loss()).isCloseTo(lossSum / 67, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void averagingEveryStepEqualsAsManyTimesTheMiniBatch(int workers, SparkSession spark) {
    List<Segment> segments = TestingSegments.of(24, 24, 24).subList(0, workers);
    MultiLayerNetwork averaged = TestingNetworks.sgd(0.1);
    fit(spark, averaged, new AveragingMaster(RUN, 1), alone(segments), 1);

    MultiLayerNetwork plain = TestingNetworks.sgd(0.1);
    merged(segments, 1).forEach(plain::fit);
    assertSameState(averaged, plain);
  }

  /** The constant rate for comparison; steps go by epochs, one cycle by mini-batches. */
  @ParameterizedTest
  @EnumSource(LearningRate.Schedule.class)
  void averagedWorkersTakeTheRateOfTheScheduleInEachEpochAndStep(
      LearningRate.Schedule schedule, SparkSession spark) {
    LearningRate rate = new LearningRate(0.2, schedule, new LearningRate.Step(2, 0.5));
    List<Segment> segments = TestingSegments.of(24, 24);
    MultiLayerNetwork averaged = TestingNetworks.sgd(rate, 5 * 3);
    fit(spark, averaged, new AveragingMaster(RUN, 1), alone(segments), 5);

    MultiLayerNetwork plain = TestingNetworks.sgd(rate, 5 * 3);
    for (int epoch = 1; epoch <= 5; epoch++) {
      merged(segments, epoch).forEach(plain::fit);
      plain.setEpochCount(epoch);
    }
    assertSameState(averaged, plain);
  }

  /** What workers of as many segments fit at a time in an epoch, each time in one mini-batch. */
  private static List<DataSet> merged(List<Segment> segments, int epoch) {
    List<MiniBatches> shares = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      List<Segment> share = segments.subList(i, i + 1);
      shares.add(MiniBatches.shuffled(share, SHAPE, Shuffle.seed(1, epoch, i)));
    }
    List<DataSet> merged = new ArrayList<>();
    while (shares.get(0).hasNext()) {
      merged.add(DataSet.merge(shares.stream().map(MiniBatches::next).toList()));
    }
    return merged;
  }

  @Test
  void countsEveryMiniBatchOfUnequalWorkers(SparkSession spark) {
    List<Segment> segments = TestingSegments.of(70, 33, 1);
    EpochTotals totals =
        fit(spark, TestingNetworks.adam(1, 0), new AveragingMaster(RUN, 2), alone(segments), 1);
    assertThat(totals.examples()).isEqualTo(104);
    assertThat(totals.miniBatches()).isEqualTo(9 + 5 + 1);
    assertThat(totals.averagings()).isEqualTo(5);
    assertThat(totals.divergence().peaks())
        .as("of each averaging; in the last ones one worker is alone")
        .hasSize(5)
        .first()
        .satisfies(first -> assertThat(first).isBetween(1e-6, 1.0));
    assertThat(totals.divergence().peaks().get(4)).isZero();
    assertThat(totals.divergence().largest()).isGreaterThan(totals.divergence().mean());
  }

  @Test
  void theLastRoundIsTheLastMiniBatch(SparkSession spark) {
    // four mini-batches of eight in two rounds: no third, empty one
    AveragingMaster master = new AveragingMaster(RUN, 2);
    fit(spark, TestingNetworks.adam(1, 0), master, List.of(TestingSegments.of(32)), 1);
    assertThat(master.totals().averagings()).isEqualTo(2);
  }

  @Test
  void allRoundsOfAWorkerAloneInOneJobGiveTheBitsOfOneJobEach(SparkSession spark) {
    List<Segment> segments = TestingSegments.of(40, 27);
    MultiLayerNetwork alone = TestingNetworks.adam(1, 0.5);
    MultiLayerNetwork besideAnIdleOne = TestingNetworks.adam(1, 0.5);

    EpochTotals inOneJob = fit(spark, alone, new AveragingMaster(RUN, 2), List.of(segments), 2);
    EpochTotals oneByOne =
        fit(spark, besideAnIdleOne, new AveragingMaster(RUN, 2), List.of(segments, List.of()), 2);

    assertThat(NetworkState.of(alone).parameters())
        .isEqualTo(NetworkState.of(besideAnIdleOne).parameters());
    assertThat(inOneJob.averagings()).isEqualTo(oneByOne.averagings()).isEqualTo(5);
    assertThat(inOneJob.loss()).isCloseTo(oneByOne.loss(), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameBits(SparkSession spark) {
    assertThat(parametersWithDropout(spark, 1, 32)).isEqualTo(parametersWithDropout(spark, 1, 32));
    assertThat(parametersWithDropout(spark, 1, 2)).isEqualTo(parametersWithDropout(spark, 1, 2));
    assertThat(parametersWithDropout(spark, 2, 32))
        .isNotEqualTo(parametersWithDropout(spark, 1, 32));
  }

  private static float[] parametersWithDropout(SparkSession spark, long seed, int fanIn) {
    List<List<Segment>> workers = alone(TestingSegments.of(40, 30, 20, 25));
    MultiLayerNetwork network = TestingNetworks.adam(seed, 0.5);
    fit(spark, network, new AveragingMaster(RUN, 2, fanIn, StepRules.NONE), workers, 2);
    return NetworkState.of(network).parameters();
  }

  @Test
  void fitsMiniBatchesThatSomebodyElseMade(SparkSession spark) {
    List<DataSet> all = new ArrayList<>();
    MiniBatches.inOrder(TestingSegments.of(40), SHAPE).forEachRemaining(all::add);
    MultiLayerNetwork network = TestingNetworks.adam(1, 0);
    AveragingMaster master = new AveragingMaster(RUN, 1);
    new SparkDl4jMultiLayer(context(spark), network, master)
        .fit(context(spark).parallelize(all, 2));
    assertThat(master.totals().miniBatches()).isEqualTo(5);
    assertThat(master.totals().averagings()).isEqualTo(3);
    IdleNetworks.release(RUN);
  }

  @Test
  void skipsWithoutCutting(SparkSession spark) {
    // Spark hands our own iterator on as it is; else skipping would cut each mini-batch again
    List<Boolean> areOurs =
        context(spark)
            .parallelize(TestingSegments.of(40), 1)
            .mapPartitionsWithIndex(new CutMiniBatches(SHAPE, 1, 1), false)
            .mapPartitionsWithIndex(
                (index, miniBatches) -> List.of(miniBatches instanceof MiniBatches).iterator(),
                false)
            .collect();
    assertThat(areOurs).containsExactly(true);
  }

  @Test
  void saysThatTheLossIsNoLongerANumber(SparkSession spark) {
    MultiLayerNetwork network = TestingNetworks.sgd(1e30);
    assertThatThrownBy(
            () ->
                fit(spark, network, new AveragingMaster(RUN, 1), List.of(TestingSegments.of(8)), 9))
        .isInstanceOf(PipelineException.class)
        .hasMessageMatching(
            "Cannot train network: (the loss|a parameter) became (NaN|infinite) in epoch \\d"
                + " \\(expected: a finite number\\)\\. Lower training\\.learning-rate or check the"
                + " training set for outliers\\.");
  }

  @Test
  void refusesWhatItCannotDo() {
    AveragingMaster master = new AveragingMaster(RUN, 1);
    assertThatThrownBy(master::toJson)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("The averaging master does not do this: turn itself into JSON.");
    assertThatThrownBy(() -> master.setCollectTrainingStats(true))
        .hasMessage(
            "The averaging master does not do this: collect Deeplearning4j's statistics; see"
                + " EpochReport.");
  }

  /** A worker for each segment. */
  private static List<List<Segment>> alone(List<Segment> segments) {
    return segments.stream().map(List::of).toList();
  }

  /** Fits epochs with one worker for each list of segments. */
  private static EpochTotals fit(
      SparkSession spark,
      MultiLayerNetwork network,
      AveragingMaster master,
      List<List<Segment>> workers,
      int epochs) {
    JavaRDD<Segment> segments =
        context(spark).parallelize(workers, workers.size()).flatMap(List::iterator);
    SparkDl4jMultiLayer distributed = new SparkDl4jMultiLayer(context(spark), network, master);
    try {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        distributed.fit(
            segments.mapPartitionsWithIndex(new CutMiniBatches(SHAPE, 1, epoch), false));
      }
    } finally {
      IdleNetworks.release(RUN);
    }
    return master.totals();
  }

  private static void assertSameState(MultiLayerNetwork actual, MultiLayerNetwork expected) {
    NetworkState found = NetworkState.of(actual);
    NetworkState wanted = NetworkState.of(expected);
    assertThat(found.parameters()).containsExactly(wanted.parameters(), within(1e-5f));
    assertThat(found.updaterState()).containsExactly(wanted.updaterState(), within(1e-5f));
    assertThat(found.iteration()).isEqualTo(wanted.iteration());
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
