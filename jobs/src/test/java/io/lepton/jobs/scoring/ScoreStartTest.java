package io.lepton.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Input;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pumps, and versions that cannot score them. */
@ExtendWith(SparkExtension.class)
class ScoreStartTest {
  private static final String KEYS =
      """
features.label.kind = none
features.split { validation = 0.2, test = 0.2 }
scoring.version = 2
""";

  @Test
  void aVersionThatDoesNotFitSilverIsRefusedWithTheDifference(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 40, 0), 0);
    TestingFleet.publish(context);
    TestingFleet.again(context, ofLoadAsTextAndWear(TestingFleet.spec(context)));
    assertThatThrownBy(() -> new ScoreJob(context))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot score silver.telemetry with model 'pumps@2': 'load' is of type double"
                + " (expected: text), 'wear' is missing (expected: a number). Ingest these columns"
                + " as they were in training, or choose another version with scoring.version.");
  }

  private static FeatureSpec ofLoadAsTextAndWear(FeatureSpec spec) {
    return new FeatureSpec(
        spec.format(),
        List.of("load", "wear"),
        List.of(new Input("load", List.of("high", "low")), new Input("wear", List.of())),
        spec.settings(),
        spec.regimes(),
        spec.derived(),
        spec.allowedLateness(),
        spec.resampling(),
        spec.gaps(),
        spec.window(),
        spec.augmentation(),
        spec.label());
  }
}
