package io.lepton.jobs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.scoring.alert.Alert;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty pumps; in hours 20 to 29 pump-1 sends as much again that is rejected, and pump-2 no heat.
 */
@ExtendWith(SparkExtension.class)
class ShareAlertsTest {
  private static final String RULES =
      """
      features.label.kind = none
      alerts.rules = [
        { name = broken, kind = quarantine, above = 0.3, clear-below = 0.1, window = 20 hours,
          severity = critical, action = "Run 'lepton quarantine CONF list'." }
        { name = gaps, kind = missing, above = 0.3, clear-below = 0.1, window = 20 hours,
          action = "Look at its wires." }
      ]
      """;

  @Test
  void theDeviceIsNamedWithWhatToDoAndStaysOnUntilTheShareIsBelowTheOtherBound(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, RULES);
    AlertsJob job = new AlertsJob(context);
    send(context, 0, 20, 0);
    assertThat(job.run()).hasToString("0 raised, 0 over, 0 open");

    TestingFleet.rejected(
        context, TestingFleet.hourly(spark, 20, 30, 0).where("device_id = 'pump-1'"), 0);
    send(context, 20, 30, 1);
    assertThat(job.run()).hasToString("2 raised, 0 over, 2 open");
    Alert broken = job.open().get(0);
    assertThat(broken.key()).isEqualTo("broken|pump-1|1970-01-02T05:00:00Z");
    assertThat(broken.severity()).isEqualTo("critical");
    assertThat(broken.action()).isEqualTo("Run 'lepton quarantine CONF list'.");
    assertThat(broken.evidence()).isEqualTo(Map.of("rejected", "0.3333", "messages", "30"));
    Alert gaps = job.open().get(1);
    assertThat(gaps.key()).isEqualTo("gaps|pump-2|1970-01-02T05:00:00Z");
    assertThat(gaps.action()).isEqualTo("Look at its wires.");
    assertThat(gaps.evidence()).isEqualTo(Map.of("heat", "0.5000", "messages", "20"));

    send(context, 30, 45, 2);
    assertThat(job.run())
        .as("5 of 25 rejected, 5 of 20 missing: between the bounds")
        .hasToString("0 raised, 0 over, 2 open");
    send(context, 45, 55, 3);
    assertThat(job.run()).hasToString("0 raised, 2 over, 0 open");
    assertThat(job.all())
        .allSatisfy(
            alert -> assertThat(alert.cleared()).contains(Instant.parse("1970-01-03T06:00:00Z")));
  }

  private static void send(JobContext context, int from, int until, int batch) {
    TestingFleet.readings(
        context,
        TestingFleet.hourly(context.session(), from, until, 0)
            .selectExpr(
                "device_id",
                "hour",
                "load",
                "if(device_id = 'pump-2' and hour between 20 and 29, null, heat) as heat"),
        batch);
  }
}
