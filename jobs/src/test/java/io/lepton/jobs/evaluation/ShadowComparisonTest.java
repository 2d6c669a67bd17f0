package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.scoring.PredictionTable;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Eight pumps that fail in hour 100; the models are trained on what was sent up to hour 39. */
@ExtendWith(SparkExtension.class)
class ShadowComparisonTest {
  private static final String KEYS =
      """
      features.label { event = failure, cap = 500, unit = 1 hour }
      features.split { validation = 0.25, test = 0.25, seed = 1 }
      scoring { model = pumps, version = "1", shadow.version = latest }
      """;

  @Test
  void errorsAreComparedOnReadingsThatNeitherWasTrainedOn(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, pumps(spark, 0, 40, "hour % 7 as load", "hour % 5 as heat"), 0);
    TestingFleet.failures(context, pumps(spark, 100, 101), 0);
    TestingFleet.publish(context);
    TestingFleet.publish(context);
    assertThatThrownBy(() -> new ShadowComparison(context).compare())
        .hasMessageContaining("no reading has a prediction of both");

    TestingFleet.readings(context, pumps(spark, 40, 60, "hour % 7 as load", "hour % 5 as heat"), 1);
    // two hours too long and one too short; what both say of hours they know is no measure
    said(context, spark, 1, "if(hour < 40, 0, 100 - hour + 2)", "predictions");
    said(context, spark, 2, "if(hour < 40, 70, 100 - hour - 1)", "shadow");
    ShadowComparison.Result found = new ShadowComparison(context).compare();
    assertThat(found.readings()).isEqualTo(new Performance.Count(8 * 60, 8));
    assertThat(found.apart()).isCloseTo((40 * 70 + 20 * 3) / 60.0, within(1e-9));
    PairedLosses losses = found.losses().orElseThrow();
    assertThat(losses.windows()).isEqualTo(8 * 20);
    assertThat(losses.before()).isCloseTo(4, within(1e-9));
    assertThat(losses.after()).isCloseTo(1, within(1e-9));
    assertThat(found.lines())
        .last()
        .asString()
        .contains("75.00 % lower on 160 windows of 8 devices");
  }

  private static Dataset<Row> pumps(SparkSession spark, int from, int until, String... columns) {
    Dataset<Row> hours =
        spark
            .range(8L * (until - from))
            .selectExpr(
                "concat('pump-', id % 8) as device_id",
                "cast(id div 8 as int) + " + from + " as hour");
    return hours.selectExpr(
        Stream.concat(Stream.of("*"), Arrays.stream(columns)).toArray(String[]::new));
  }

  private static void said(
      JobContext context, SparkSession spark, int version, String prediction, String table) {
    Dataset<Row> rows = pumps(spark, 0, 60, version + " as version", prediction + " as prediction");
    TestingFleet.predictions(context, rows);
    if (!table.equals("predictions")) {
      context
          .lake()
          .open(PredictionTable.spec(table))
          .put(
              context
                  .lake()
                  .existing(PredictionTable.id("predictions"), "test")
                  .read()
                  .where("model_version = " + version),
              PredictionTable.KEY);
    }
  }
}
