package io.lepton.jobs.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.top.Frame;
import io.lepton.jobs.top.FrameLines;
import io.lepton.jobs.top.LakeWatch;
import io.lepton.jobs.top.ScoringPace;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pumps; a stream that scores what there is, then ends. */
@ExtendWith(SparkExtension.class)
class ScoreStreamTest {
  private static final String KEYS =
      """
features.label.kind = none
features.split { validation = 0.2, test = 0.2 }
training { network { kind = autoencoder, autoencoder.units = [4] }, epochs = 1, workers = 1 }
scoring { version = latest, trigger = available-now }
""";

  @TempDir private Path folder;

  @Test
  void goesOnWhereItEndedAndStartsAnewWhereItCannot(SparkSession spark) throws IOException {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 40, 0), 0);
    new FeaturesJob(context).run();
    new TrainJob(context).run();
    new ScoreJob(context).stream();
    String first = query();

    TestingFleet.readings(context, TestingFleet.hourly(spark, 40, 50, 0), 1);
    new ScoreJob(context).stream();
    assertThat(query()).as("the same query").isEqualTo(first);
    requireSeen(context);
    requireEachOnce(context, 20 * 50);

    FeaturesJob.silver(context).delete(col("device_id").equalTo("pump-3"));
    TestingFleet.readings(context, TestingFleet.hourly(spark, 50, 60, 0), 2);
    new ScoreJob(context).stream();
    assertThat(query()).as("another query, after rows were deleted").isNotEqualTo(first);
    requireEachOnce(context, 20 * 60 - 50);
  }

  /** A bystander sees the stream, which holds no lock, and how fast it was. */
  private static void requireSeen(JobContext context) {
    Frame frame = new LakeWatch(context, ScoringPace.RECENT).look();
    assertThat(frame.jobs()).isEmpty();
    assertThat(frame.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.query()).isEqualTo("score-pumps-1");
              assertThat(stream.begun()).as("it has ended").isFalse();
            });
    ScoringPace pace = frame.scoring().orElseThrow();
    assertThat(pace.predictions()).isEqualTo(20 * 50);
    double seconds = Duration.between(pace.first(), pace.last()).toNanos() / 1e9;
    assertThat(pace.rate()).isCloseTo(20 * 50 / seconds, within(1e-6));
    assertThat(String.join("\n", FrameLines.of(frame)))
        .containsPattern("score-pumps-1 +micro-batch \\d+ done .* ago")
        .containsPattern("1,000 predictions, [0-9.,]+/s, from Kafka");
  }

  /** Every reading of silver has one prediction. */
  private static void requireEachOnce(JobContext context, long readings) {
    assertThat(FeaturesJob.silver(context).read().count()).isEqualTo(readings);
    assertThat(
            FeaturesJob.silver(context)
                .read()
                .join(
                    context.lake().existing(new TableId(Layer.GOLD, "predictions"), "").read(),
                    new String[] {"device_id", "sequence"})
                .count())
        .isEqualTo(readings);
  }

  private String query() throws IOException {
    return Files.readString(folder.resolve("lake/checkpoints/score-pumps-1/metadata"));
  }
}
