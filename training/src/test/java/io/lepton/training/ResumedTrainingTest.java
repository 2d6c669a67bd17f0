package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("edge")
@ExtendWith(SparkExtension.class)
class ResumedTrainingTest {
  private static final int EPOCHS = 6;

  private final Kept kept = new Kept();

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void goesOnToTheSameBitsWithDropoutAdamAndASchedule(int survived, SparkSession spark) {
    TrainedNetwork undisturbed = trainer(spark, 0).fit(set(spark), epoch -> {});

    assertThatThrownBy(
            () ->
                trainer(spark, 0)
                    .keeping(network -> kept)
                    .fit(set(spark), epoch -> failAfter(survived, epoch)))
        .hasMessage("power cut");
    int saved = kept.epochs.get(kept.epochs.size() - 1);
    assertThat(saved).isBetween(1, survived);
    List<Integer> heard = new ArrayList<>();
    TrainedNetwork resumed =
        trainer(spark, 0)
            .keeping(network -> kept)
            .fit(set(spark), epoch -> heard.add(epoch.epoch()));

    assertThat(heard).first().isEqualTo(saved + 1);
    assertThat(parameters(resumed)).isEqualTo(parameters(undisturbed));
    assertThat(losses(resumed)).isEqualTo(losses(undisturbed));
    assertThat(resumed.report().bestEpoch()).isEqualTo(undisturbed.report().bestEpoch());
  }

  @Test
  void theEpochsBeforeStillCountForStoppingEarly(SparkSession spark) {
    // a learning rate at which the first epoch stays the best
    TrainedNetwork stopped =
        trainer(spark, 2).keeping(network -> kept).fit(set(spark), epoch -> {});
    int ended = stopped.report().epochs().size();
    assertThat(ended).isEqualTo(stopped.report().bestEpoch() + 2).isLessThan(EPOCHS);
    assertThat(kept.epochs).last().isEqualTo(ended);

    TrainedNetwork resumed =
        trainer(spark, 2).keeping(network -> kept).fit(set(spark), epoch -> {});
    assertThat(losses(resumed)).isEqualTo(losses(stopped));
  }

  @Test
  void aDamagedByteIsNoticed(SparkSession spark) {
    trainer(spark, 0).keeping(network -> kept).fit(set(spark), epoch -> {});
    kept.content[kept.content.length / 2] ^= 1;
    assertThatThrownBy(
            () -> trainer(spark, 0).keeping(network -> kept).fit(set(spark), epoch -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessageMatching(
            "Cannot go on with the training: its checkpoint of [\\d,]+ bytes is damaged"
                + " \\(expected: the checksum that it ends with\\)\\. Remove the lake's folder"
                + " checkpoints/training-\\* to start from the first epoch\\.");
  }

  private static void failAfter(int survived, EpochReport epoch) {
    if (epoch.epoch() == survived) {
      throw new IllegalStateException("power cut");
    }
  }

  /** Keeps the last one in memory. */
  private static final class Kept implements Checkpoints {
    private final List<Integer> epochs = new ArrayList<>();
    private byte[] content;

    @Override
    public void save(int done, Supplier<byte[]> bytes) {
      epochs.add(done);
      content = bytes.get();
    }

    @Override
    public Optional<byte[]> newest() {
      return Optional.ofNullable(content);
    }
  }

  private static ParameterAveragingTrainer trainer(SparkSession spark, int earlyStopping) {
    Optimiser optimiser =
        earlyStopping > 0 ? TestingNetworks.sgd(1e-30, 0) : TestingNetworks.adam(0.02);
    return new ParameterAveragingTrainer(
        context(spark),
        new TrainingConfig(
            new NetworkConfig(
                TestingNetworks.CONV1D, Nonlinearity.TANH, new Regularisation(1e-4, 0.3)),
            new Fitting(EPOCHS, earlyStopping, 8, ClassWeights.NONE, optimiser),
            new Averaging(2, 2),
            1,
            Backend.loaded()));
  }

  private static TrainingSet set(SparkSession spark) {
    return new TrainingSet(
        context(spark).parallelize(TestingSegments.of(50, 40), 2),
        context(spark).parallelize(TestingSegments.of(30), 1),
        TestingSegments.EXAMPLES);
  }

  private static List<Double> losses(TrainedNetwork trained) {
    return trained.report().epochs().stream().map(EpochReport::trainingLoss).toList();
  }

  private static float[] parameters(TrainedNetwork trained) {
    return NetworkState.of(trained.network()).parameters();
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
