package io.lepton.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Input;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
training { network { kind = autoencoder, autoencoder.units = [4] }, epochs = 1, workers = 1 }
scoring.trigger = available-now
""";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void aChampionWhoseFileWasCutOffIsRefusedAndTheOneBeforeScoresUntilItIsPutBack(SparkSession spark)
      throws IOException {
    JobContext context = open(spark, "");
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 40, 0), 0);
    new FeaturesJob(context).run();
    TestingFleet.promote(context, new TrainJob(context).run());
    TestingFleet.promote(context, TestingFleet.again(context, TestingFleet.spec(context)));
    Path file = folder.resolve("lake/models/pumps/2/network.zip");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    new ScoreJob(context).batch();
    TestingFleet.readings(context, TestingFleet.hourly(spark, 40, 50, 0), 1);
    new ScoreJob(context).stream();
    assertThat(TestingFleet.versions(context, 0, 40)).containsExactly(1);
    assertThat(TestingFleet.versions(context, 40, 50)).containsExactly(1);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "WARNING: Cannot open model 'pumps@2': its file 'network.zip'",
            "pumps@1, the champion before, scores instead. Put the file back, or make pumps@1"
                + " champion with 'lepton models CONF rollback'.");
    JobContext second = open(spark, "scoring.version = 2");
    assertThatThrownBy(() -> new ScoreJob(second))
        .as("asked for by its number, nothing stands in for it")
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith("Cannot open model 'pumps@2': its file 'network.zip'");

    Files.write(file, whole);
    new ScoreJob(context).batch();
    assertThat(TestingFleet.versions(context, 0, 50)).containsExactly(1, 2);
  }

  @Test
  void aVersionThatDoesNotFitSilverIsRefusedWithTheDifference(SparkSession spark) {
    JobContext context = open(spark, "scoring.version = 2");
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

  private JobContext open(SparkSession spark, String more) {
    return TestingFleet.open(
        spark, folder, KEYS + more, new PrintStream(said, true, StandardCharsets.UTF_8));
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
