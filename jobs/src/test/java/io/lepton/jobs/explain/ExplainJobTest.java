package io.lepton.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.scoring.ScoreJob;
import io.lepton.jobs.training.TrainJob;
import io.lepton.scoring.Contributions;
import io.lepton.scoring.PredictionTable;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pumps with forty hourly readings each. */
@ExtendWith(SparkExtension.class)
class ExplainJobTest {
  private static final String KEYS =
      """
features.label.kind = none
features.split { validation = 0.2, test = 0.2 }
training { network { kind = autoencoder, autoencoder.units = [4] }, epochs = 1, workers = 1 }
scoring { version = latest, contributors = 2 }
""";

  @Test
  void onePredictionIsExplainedAsItsRowSays(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 40, 0), 0);
    new FeaturesJob(context).run();
    new TrainJob(context).run();
    assertThat(new ScoreJob(context).batch()).isEqualTo(20 * 40);
    Row row =
        context
            .lake()
            .open(PredictionTable.spec("predictions"))
            .read()
            .where("device_id = 'pump-7' and sequence = 30")
            .first();
    Contributions explained =
        new ExplainJob(context)
            .run("pump-7", Instant.ofEpochSecond(3600 * 30))
            .today()
            .orElseThrow();
    assertThat(explained.prediction()).isEqualTo(row.<Double>getAs(PredictionTable.PREDICTION));
    assertThat(row.<Row>getList(row.fieldIndex(PredictionTable.CONTRIBUTORS)))
        .extracting(sensor -> new Contributions.Sensor(sensor.getString(0), sensor.getDouble(1)))
        .hasSize(2)
        .isEqualTo(explained.sensors());
  }
}
