package io.lepton.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.model.ModelVersion;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pumps with three days in silver, the last of which goes both ways. */
@ExtendWith(SparkExtension.class)
class SkewGateTest {
  private static final String KEYS =
      """
      features.label { kind = none }
      features.split { validation = 0.2, test = 0.2, seed = 1 }
      """;

  @Test
  void aVersionWhoseLiveFeaturesAreNotThoseOfItsTrainingSetIsRefusedAndToldWhatToDo(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 72, 0), 0);
    TestingFleet.publish(context);
    ModelVersion same = new ModelVersion("pumps", 1);
    assertThat(new PromotionJob(context).promote(same).accepted()).isTrue();

    ModelVersion other =
        TestingFleet.again(context, TestingFleet.cooler(TestingFleet.spec(context)));
    PromotionJob.Verdict verdict = new PromotionJob(context).promote(other);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.why())
        .startsWith("Its live features are not those of batch: 'heat' of device 'pump-")
        .contains(
            " at 1970-01-03T00:00:00Z is ",
            "192 differ of 192 windows of 8 devices (drawn with seed 1) of the newest PT24H.")
        .endsWith(
            "Build the training set and train again ('lepton features', 'lepton train'), then"
                + " promote that version.");
    assertThat(context.models().promotions("pumps").champion()).contains(same);
  }
}
