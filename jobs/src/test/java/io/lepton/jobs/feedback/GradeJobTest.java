package io.lepton.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.AlertsJob;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class GradeJobTest {
  private static final String RULES =
      """
features.label { event = failure, cap = 100, unit = 1 hour, unit-name = hours }
alerts {
  rules = [{ name = short, kind = remaining-life, below = 20, readings = 2 }]
  feedback { false-alarm = nothing-found, horizon = 2 days }
}
""";

  /** Pumps 0 and 1 have 19 hours left, says the model, from hour 21 on; told after hour 22. */
  @Test
  void eventsAnswerAlerts(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, RULES);
    Dataset<Row> hours =
        spark
            .range(90)
            .selectExpr(
                "concat('pump-', id div 30) as device_id",
                "id % 30 as hour",
                "1 as load",
                "1 as heat",
                "1 as version",
                "if(id >= 60, 90, 40) - id % 30 as prediction");
    TestingFleet.readings(context, hours, 0);
    TestingFleet.predictions(context, hours);
    context
        .lake()
        .open(context.config().ingest().events().silver())
        .append(
            spark
                .sql(
                    "select * from values ('pump-0', 30, 'failure', ''),"
                        + " ('pump-1', 26, 'nothing-found', 'short'),"
                        + " ('pump-1', 26, 'confirmed', 'of no device') as"
                        + " events(device_id, hour, kind, detail)")
                .selectExpr(
                    "if(detail = 'of no device', null, device_id) as device_id",
                    "timestamp_seconds(3600 * hour) as event_time",
                    "kind",
                    "detail"),
            new WriteIdentity("events", 0),
            Optional.empty());
    new AlertsJob(context).run();
    assertThat(new GradeJob(context).run())
        .singleElement()
        .satisfies(
            grade -> {
              assertThat(grade.right()).isEqualTo(1);
              assertThat(grade.wrong()).isEqualTo(1);
              assertThat(grade.failures()).isEqualTo(new RuleGrade.Failures(1, 1));
              assertThat(grade.lead()).as("from hour 22 to 30").hasValue(Duration.ofHours(8));
              assertThat(grade.watched()).as("three times 29 h").isEqualTo(87 / 730.5);
            });
  }
}
