package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import io.lepton.scoring.alert.PredictionAlerts;
import io.lepton.test.support.SparkExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pumps whose predicted life falls by one an hour: pump-0 from 40, pump-1 from 80. */
@ExtendWith(SparkExtension.class)
class AlertsJobTest {
  private static final String RULES =
      """
features.label { event = failure, cap = 100, unit = 1 hour, unit-name = hours }
alerts.rules = [
  { name = short, kind = remaining-life, below = 20, readings = 2, severity = critical, action = "Stop it." }
  { name = dead, kind = silence, for = 10 hours, action = "Look at its modem." }
  { name = gaps, kind = missing, above = 0.3, clear-below = 0.1, window = 20 hours }
]
""";

  @Test
  void predictionsInTwoPartsRaiseTheSameAlertsOnceAndForAll(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, RULES);
    TestingFleet.readings(context, readings(spark, 30, 30), 0);
    TestingFleet.predictions(context, lives(spark, 1, 22));
    AlertsJob job = new AlertsJob(context);
    assertThat(job.run().raised()).as("21 hours: the first below 20").isZero();
    TestingFleet.predictions(context, lives(spark, 1, 30));
    assertThat(job.run()).hasToString("1 raised, 0 over, 1 open");
    LakeTable table = context.lake().open(AlertTable.spec("alerts"));
    long version = table.version();
    assertThat(job.run()).hasToString("0 raised, 0 over, 1 open");
    assertThat(table.version()).as("nothing was written").isEqualTo(version);
    Alert alert = job.open().get(0);
    assertThat(alert.key()).isEqualTo("short|pump-0|1970-01-01T22:00:00Z");
    assertThat(alert.severity()).isEqualTo("critical");
    assertThat(alert.model()).isEqualTo(new Alert.Model("pumps", 1));
    assertThat(alert.evidence()).containsEntry("rests_on", "heat");
    assertThat(raisedBefore(context, PredictionTable.CONTRIBUTORS))
        .singleElement()
        .satisfies(
            old -> {
              assertThat(old.key()).isEqualTo(alert.key());
              assertThat(old.evidence()).doesNotContainKey("rests_on");
            });

    // another version scores the past again and sees the other pump worse: what was told stays
    TestingFleet.predictions(
        context, lives(spark, 2, 30).withColumn("prediction", col("prediction").minus(60)));
    assertThat(job.run()).hasToString("0 raised, 0 over, 1 open");
  }

  @Test
  void aSilentPumpIsToldOfAndOverWhenItReports(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, RULES);
    TestingFleet.readings(context, readings(spark, 30, 15), 0);
    AlertsJob job = new AlertsJob(context);
    job.run();
    assertThat(job.open())
        .extracting(Alert::key)
        .as("the last of hour 14, and ten hours of silence")
        .containsExactly("dead|pump-1|1970-01-02T00:00:00Z");
    assertThat(job.open().get(0).action()).isEqualTo("Look at its modem.");
    assertThat(job.open().get(0).evidence())
        .containsOnly(Map.entry("last_reading", "1970-01-01T14:00:00Z"));
    TestingFleet.readings(context, readings(spark, 31, 31).where("hour = 30"), 1);
    assertThat(job.run()).hasToString("0 raised, 1 over, 0 open");
    assertThat(job.all()).hasSize(1);
  }

  @Test
  void aChannelThatIsMissingIsToldOf(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, RULES);
    TestingFleet.readings(
        context,
        readings(spark, 30, 30)
            .selectExpr(
                "device_id",
                "hour",
                "load",
                "if(device_id = 'pump-1' and hour % 2 = 0, null, heat) as heat"),
        0);
    AlertsJob job = new AlertsJob(context);
    job.run();
    assertThat(job.open())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.device()).isEqualTo("pump-1");
              assertThat(alert.evidence()).containsEntry("heat", "0.5000");
            });
  }

  @Test
  void aWebhookThatFailsLosesNothingAndItsAddressIsNeverSaid(
      SparkSession spark, @TempDir Path folder) throws Exception {
    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    List<String> keys = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] status = {503};
    server.createContext(
        "/",
        exchange -> {
          taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:%d/hook/s3cr3t".formatted(server.getAddress().getPort());
      JobContext context =
          TestingFleet.open(
              spark, folder, RULES + "alerts.sinks.webhook.url = \"" + address + "\"");
      assertThat(context.config().toString() + context.config().rendered())
          .doesNotContain("s3cr3t");
      TestingFleet.readings(context, readings(spark, 30, 30), 0);
      TestingFleet.predictions(context, lives(spark, 1, 30));
      AlertsJob.Result failed = new AlertsJob(context).run();
      assertThat(failed.raised()).isEqualTo(1);
      assertThatThrownBy(failed::requireSent)
          .isInstanceOf(PipelineException.class)
          .hasMessageStartingWith("Cannot send alerts to the webhook: it answered 503")
          .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("s3cr3t"));
      status[0] = 204;
      new AlertsJob(context).run().requireSent();
      new AlertsJob(context).run().requireSent();
      assertThat(taken).as("refused, taken, and not sent again").hasSize(2);
      assertThat(taken.get(1)).contains("\"state\":\"raised\"", "\"device\":\"pump-0\"");
      assertThat(keys.get(1)).as("by which a receiver knows it").isEqualTo(keys.get(0));
    } finally {
      server.stop(0);
    }
  }

  /** What predictions raise in a table of before it had a column. */
  private static List<Alert> raisedBefore(JobContext context, String column) {
    return new PredictionAlerts(context.config().alerts().predictionRules(), List.of(), Map.of())
        .in(context.lake().open(PredictionTable.spec("predictions")).read().drop(column), 0);
  }

  private static Dataset<Row> readings(SparkSession spark, int hours, int hoursOfPump1) {
    return spark
        .range(2L * hours)
        .selectExpr(
            "concat('pump-', id div " + hours + ") as device_id",
            "id % " + hours + " as hour",
            "id % 7 as load",
            "id % 5 as heat")
        .where("device_id = 'pump-0' or hour < " + hoursOfPump1);
  }

  /** Of hour 10 the network had no answer. */
  private static Dataset<Row> lives(SparkSession spark, int version, int hours) {
    return readings(spark, hours, hours)
        .selectExpr(
            "device_id",
            "hour",
            version + " as version",
            "if(hour = 10, null, if(device_id = 'pump-0', 40, 80) - hour) as prediction");
  }
}
