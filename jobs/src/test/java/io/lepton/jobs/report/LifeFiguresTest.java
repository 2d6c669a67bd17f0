package io.lepton.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.evaluation.WindowResult;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.alarm.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Five pumps of three thousand hours; pump-1 failed while it was held out, pump-2 later. */
@ExtendWith(SparkExtension.class)
class LifeFiguresTest {
  private static final Label LIFE = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");

  @Test
  void whatHappenedIsShownAndNoPeakIsLost(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, "alarm.event = failure");
    evaluated(spark, context);
    TestingFleet.failures(
        context, spark.sql("VALUES ('pump-1', 502), ('pump-2', 3001) AS (device_id, hour)"), 1);

    List<LifeLine> scores = lives(context, new Reconstruction());
    assertThat(scores).extracting(LifeLine::deviceId).containsExactly("pump-1");
    assertThat(scores.get(0).happened()).containsExactly(at(502));
    assertThat(scores.get(0).moments())
        .hasSize(1000)
        .allMatch(moment -> Double.isNaN(moment.truth()))
        .as("the loss is the score")
        .filteredOn(moment -> moment.prediction() == 9)
        .hasSize(1);
    assertThat(lives(context, LIFE).get(0).moments())
        .as("the last of each part: hours 2, 5, 8")
        .hasSize(1000)
        .noneMatch(moment -> moment.prediction() == 502)
        .anyMatch(moment -> moment.prediction() == 2);
    assertThat(lives(context, new FailureWithin("failure", Duration.ofHours(9)))).hasSize(1);
    assertThat(lives(context, new ClassColumn("state", List.of("ok", "bad"))))
        .as("a class column need not have a time")
        .isEmpty();
  }

  @Test
  void whereNothingHappenedAllOfTheFieldIsSeen(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, "");
    evaluated(spark, context);
    TestingFleet.failures(context, spark.sql("VALUES ('pump-2', 3001) AS (device_id, hour)"), 1);

    assertThat(lives(context, LIFE))
        .as("the middle of each third, by error")
        .extracting(LifeLine::deviceId)
        .containsExactly("pump-0", "pump-2", "pump-4");
    LifeLine one = new LifeFigures(context, new ModelVersion("pumps", 1), LIFE).life("pump-7");
    assertThat(one.moments()).as("was not held out").isEmpty();
  }

  private static List<LifeLine> lives(JobContext context, Label label) {
    return new LifeFigures(context, new ModelVersion("pumps", 1), label).lives(3);
  }

  private static Incident at(long hour) {
    return new Incident(3_600_000_000L * hour, 3_600_000_000L * hour);
  }

  /** The error grows with the number of the pump; at hour 502 it is 9. */
  private static void evaluated(SparkSession spark, JobContext context) {
    String[] columns =
        Arrays.stream(WindowResult.COLUMNS.fields())
            .map(field -> "cast(%s as %s) as %1$s".formatted(field.name(), field.dataType().sql()))
            .toArray(String[]::new);
    context
        .lake()
        .open(TableSpec.of(context.config().evaluation().tableId(), WindowResult.COLUMNS.fields()))
        .append(
            spark
                .range(15_000)
                .selectExpr("id div 3000 as pump", "id % 3000 as hour")
                .selectExpr(
                    "concat('pump-', pump) as device_id",
                    "timestamp_seconds(3600 * hour) as event_time",
                    "'pumps' as model",
                    "1 as model_version",
                    "3000 - hour as label",
                    "hour as prediction",
                    "-1 as predicted_class",
                    "if(hour = 502, 9, pump / 10) as loss",
                    "1 as naive_loss",
                    "1 as absolute_error",
                    "null as lower",
                    "null as upper",
                    "null as probabilities")
                .selectExpr(columns),
            new WriteIdentity("evaluate", 0),
            Optional.empty());
  }
}
