package io.lepton.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.lake.config.ConfigReader;
import io.lepton.test.support.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five pumps with ten hourly readings each; each fails at its last reading. */
@ExtendWith(SparkExtension.class)
class TrainingSetDiffTest {
  private Dataset<Row> silver;
  private Dataset<Row> events;

  @BeforeEach
  void fleet(SparkSession spark) {
    silver =
        spark
            .range(50)
            .selectExpr(
                "concat('pump-', id div 10) as device_id",
                "timestamp_seconds(3600 * (id % 10)) as event_time",
                "id % 10 as sequence",
                "cast(id % 7 as double) as load");
    events =
        silver.where("sequence = 9").selectExpr("device_id", "event_time", "'failure' as kind");
  }

  @Test
  void theSameEventsChangeNothing() {
    assertThat(TrainingSetDiff.between(built(events), built(events))).isEmpty();
  }

  @Test
  void aChangedFailureIsNamedWithWhatItDidToTheLabels() {
    Dataset<Row> corrected =
        events.selectExpr(
            "device_id",
            "if(device_id = 'pump-3', event_time - interval 2 hours, event_time) as event_time",
            "kind");
    assertThat(TrainingSetDiff.between(built(events), built(corrected)))
        .containsExactly(
            "labels: 0 devices are new, 0 are gone, 1 have others than before",
            "  pump-3: 8 windows with mean label 3.50, before 10 with 4.50");
  }

  @Test
  void devicesThatComeAndGoAreCounted() {
    assertThat(
            TrainingSetDiff.between(
                built(events.where("device_id <> 'pump-1'")),
                built(events.where("device_id <> 'pump-2'"))))
        .containsExactly("labels: 1 devices are new, 1 are gone, 0 have others than before");
  }

  private Dataset<Row> built(Dataset<Row> happened) {
    FeatureConfig config =
        ConfigReader.parse(
                """
                pipeline = pumps
                features { channels = [load], window.length = 3, split.test = 0 }
                features.split.validation = 0
                """)
            .read(
                in -> {
                  in.string("pipeline");
                  return in.section("features", FeatureConfig::read);
                });
    return new BuildTrainingSet(config).apply(silver, happened).rows();
  }
}
