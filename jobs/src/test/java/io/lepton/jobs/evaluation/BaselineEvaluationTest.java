package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.lake.config.ConfigReader;
import io.lepton.scoring.ScoreSegments.Scored;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.baseline.BaselineConfig;
import io.lepton.training.baseline.BaselineKind;
import io.lepton.training.baseline.FitBaselines;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BaselineEvaluationTest {
  /** The load of four pumps rises until they fail after nine hours; that of the fifth one falls. */
  @Test
  void heldOutWindowsAreScoredAndTeachNothing(SparkSession spark) {
    Dataset<Row> silver =
        spark
            .range(50)
            .selectExpr(
                "concat('pump-', id div 10) as device_id",
                "timestamp_seconds(3600 * (id % 10)) as event_time",
                "id % 10 as sequence",
                "cast(if(id < 40, id % 10, 9 - id % 10) as double) as load");
    Dataset<Row> events =
        silver.where("sequence = 9").selectExpr("device_id", "event_time", "'failure' as kind");
    BuildTrainingSet.Built built = new BuildTrainingSet(config()).apply(silver, events);
    List<Scored> scored =
        BaselineEvaluation.scored(
                new FitBaselines(spark, new BaselineConfig(List.of(), 1000, 3, 1)),
                BaselineKind.LINEAR,
                built.rows(),
                built.spec().examples())
            .orElseThrow()
            .collect();
    assertThat(scored).hasSize(10);
    for (Scored window : scored) {
      double truth = window.target()[0] * 125;
      assertThat(window.deviceId()).isEqualTo("pump-4");
      assertThat(window.output()[0] * 125)
          .as("as the others would have it, whose load is low when they are young")
          .isCloseTo((float) (9 - truth), within(0.1f));
    }
  }

  private static FeatureConfig config() {
    return ConfigReader.parse(
            """
            pipeline = pumps
            features { channels = [load], window.length = 1, label.cap = 125 }
            features.split { validation = 0, test = 0, test-devices = [pump-4] }
            """)
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }
}
