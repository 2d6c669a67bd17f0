package io.lepton.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.stream.Streams;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pumps, whose readings a stream scores while versions are promoted. */
@ExtendWith(SparkExtension.class)
class FollowedChampionTest {
  private static final String KEYS =
      """
features.label.kind = none
features.split { validation = 0.2, test = 0.2 }
training { network { kind = autoencoder, autoencoder.units = [4] }, epochs = 1, workers = 1 }
scoring.trigger = 100 ms
""";

  @Test
  void aRunningStreamGoesOnWithANewChampionAndStartsAnewForOneWithOtherFeatures(
      SparkSession spark, @TempDir Path folder) throws Exception {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 40, 0), 0);
    new FeaturesJob(context).run();
    TestingFleet.promote(context, new TrainJob(context).run());
    Future<?> scoring = CompletableFuture.runAsync(() -> new ScoreJob(context).stream());
    try {
      StreamingQuery query = running(spark, "score-pumps-1", scoring);
      TestingFleet.promote(context, TestingFleet.again(context, TestingFleet.spec(context)));
      TestingFleet.readings(context, TestingFleet.hourly(spark, 40, 50, 0), 1);
      query.processAllAvailable();
      assertThat(TestingFleet.versions(context, 0, 40)).containsExactly(1);
      assertThat(TestingFleet.versions(context, 40, 50)).containsExactly(2);
      assertThat(query.isActive()).as("the same query").isTrue();

      TestingFleet.promote(
          context, TestingFleet.again(context, TestingFleet.cooler(TestingFleet.spec(context))));
      TestingFleet.readings(context, TestingFleet.hourly(spark, 50, 60, 0), 2);
      StreamingQuery anew = running(spark, "score-pumps-3", scoring);
      TestingFleet.readings(context, TestingFleet.hourly(spark, 60, 70, 0), 3);
      anew.processAllAvailable();
      assertThat(query.isActive()).isFalse();
      assertThat(TestingFleet.versions(context, 50, 60)).containsExactly(3);
      assertThat(TestingFleet.versions(context, 60, 70)).containsExactly(3);
    } finally {
      Arrays.stream(spark.streams().active()).forEach(Streams::stop);
      scoring.get(1, TimeUnit.MINUTES);
    }
  }

  private static StreamingQuery running(SparkSession spark, String name, Future<?> scoring) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> scoring.isDone() || query(spark, name).isPresent());
    return query(spark, name).orElseThrow();
  }

  private static Optional<StreamingQuery> query(SparkSession spark, String name) {
    return Arrays.stream(spark.streams().active())
        .filter(query -> name.equals(query.name()))
        .findFirst();
  }
}
