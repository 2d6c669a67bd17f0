package io.lepton.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.models.PromotionJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RetrainJobTest {
  private static final String KEYS =
      """
      features.label { kind = none }
      features.split { validation = 0.2, test = 0.2, seed = 1 }
      training {
        network { kind = autoencoder, autoencoder.units = [4, 2] }
        epochs = 1, workers = 1, mini-batch-size = 32, baselines.kinds = []
      }
      drift { recent = 24 hours, false-alarm = 0.04, permutations = 199 }
      scoring.promotion.margin = %s
      """;

  private static final ModelVersion FIRST = new ModelVersion("pumps", 1);
  private static final ModelVersion SECOND = new ModelVersion("pumps", 2);

  @Test
  void aFleetThatDriftedGetsAModelOfItsOwnOnce(SparkSession spark, @TempDir Path folder) {
    // the gate lets anything pass
    JobContext context = champion(spark, folder, "-1e9");
    RetrainJob.Result result = new RetrainJob(context).run();
    assertThat(result.why()).isEqualTo("pumps@2 was trained because of load.");
    assertThat(result.verdict().orElseThrow().accepted()).isTrue();
    assertThat(context.models().promotions("pumps").champion()).contains(SECOND);

    RetrainJob.Result again = new RetrainJob(context).run();
    assertThat(again.verdict()).isEmpty();
    assertThat(again.why()).startsWith("pumps@2 was trained on these readings already");
    assertThat(context.models().versions("pumps")).containsExactly(FIRST, SECOND);
  }

  @Test
  void aVersionThatTheGateRefusedIsNotTrainedAgainOnTheSameReadings(
      SparkSession spark, @TempDir Path folder) {
    // nothing passes the gate
    JobContext context = champion(spark, folder, "0.999999");
    assertThat(new RetrainJob(context).run().verdict().orElseThrow().accepted()).isFalse();

    RetrainJob.Result again = new RetrainJob(context).run();
    assertThat(again.drift().drifted()).isEqualTo(1);
    assertThat(again.why()).startsWith("pumps@2 was trained on these readings already");
    assertThat(context.models().versions("pumps")).containsExactly(FIRST, SECOND);
    assertThat(context.models().promotions("pumps").champion()).contains(FIRST);
  }

  @Test
  void aFleetThatHasNotDriftedKeepsItsModel(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS.formatted("0"));
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 96, 0), 0);
    TestingFleet.publish(context);
    RetrainJob.Result calm = new RetrainJob(context).run();
    assertThat(calm.verdict()).isEmpty();
    assertThat(calm.why()).contains("by more than chance: pumps@1 stays as it is");
  }

  /** Three quiet days, a champion trained on them, and a day of higher loads. */
  private static JobContext champion(SparkSession spark, Path folder, String margin) {
    JobContext context = TestingFleet.open(spark, folder, KEYS.formatted(margin));
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 72, 0), 0);
    new FeaturesJob(context).run();
    assertThat(new PromotionJob(context).promote(new TrainJob(context).run()).accepted()).isTrue();
    TestingFleet.readings(context, TestingFleet.hourly(spark, 72, 96, 4), 1);
    return context;
  }
}
