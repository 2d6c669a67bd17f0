package io.lepton.jobs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FleetDrift;
import io.lepton.features.Regime;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty pumps with a level of their own; the loads of the last day are those of before, or more.
 */
@ExtendWith(SparkExtension.class)
class DriftJobTest {
  private static final String KEYS =
      """
      features.label { kind = none }
      features.split { validation = 0.2, test = 0.2, seed = 1 }
      drift { recent = 24 hours, false-alarm = 0.04, permutations = 199 }
      alerts.rules = [{ name = drift, kind = drift, action = "Run 'lepton retrain'." }]
      """;

  @Test
  void theChannelThatShiftedIsNamedAndTheSameReadingsGiveTheSameRows(
      SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 72, 0), 0);
    TestingFleet.publish(context);
    // a new version of silver: what training saw is read from the old one
    TestingFleet.readings(context, TestingFleet.hourly(spark, 72, 96, 4), 1);
    DriftJob.Result result = new DriftJob(context).run();
    assertThat(result.pieces().now()).isEqualTo(20);
    assertThat(result.channels())
        .extracting(FleetDrift.Channel::channel)
        .containsExactly("load", "heat");
    assertThat(result.channels().get(0).verdict()).isEqualTo(FleetDrift.Verdict.SHIFTED);
    assertThat(result.channels().get(1).verdict()).isEqualTo(FleetDrift.Verdict.SAME);
    LakeTable table = context.lake().existing(context.config().drift().tableId(), "lepton drift");
    assertThat(new DriftJob(context).run()).isEqualTo(result);
    assertThat(table.read().count()).isEqualTo(2);

    AlertsJob alerts = new AlertsJob(context);
    assertThat(alerts.run()).hasToString("1 raised, 0 over, 1 open");
    assertThat(alerts.run()).hasToString("0 raised, 0 over, 1 open");
    Alert alert = alerts.open().get(0);
    assertThat(alert.evidence()).containsOnlyKeys("load");
    assertThat(alert.evidence().get("load")).startsWith("PSI ");
    assertThat(alert.action()).isEqualTo("Run 'lepton retrain'.");

    TestingFleet.readings(context, TestingFleet.hourly(spark, 96, 108, 0), 2);
    assertThat(alerts.run()).as("half of the day").hasToString("0 raised, 0 over, 1 open");
    TestingFleet.readings(context, TestingFleet.hourly(spark, 108, 120, 0), 3);
    assertThat(alerts.run()).hasToString("0 raised, 1 over, 0 open");
    assertThat(alerts.all().get(0).cleared()).contains(Instant.parse("1970-01-05T23:00:00Z"));
  }

  @Test
  void predictionsThatMovedAreNamedThoughNoChannelDid(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, KEYS);
    TestingFleet.readings(context, TestingFleet.hourly(spark, 0, 96, 0), 0);
    TestingFleet.publish(context);
    TestingFleet.predictions(
        context,
        TestingFleet.hourly(spark, 0, 96, 0)
            .selectExpr(
                "device_id",
                "hour",
                "1 as version",
                "if(hour < 72, load, load + 4) as prediction"));
    assertThat(drifted(new DriftJob(context).run())).containsExactly(PredictionTable.PREDICTION);
  }

  @Test
  void aChannelThatShiftedInOneRegimeOnlyIsNamedWithIt(SparkSession spark, @TempDir Path folder) {
    JobContext context =
        TestingFleet.open(
            spark, folder, KEYS + "features { channels = [heat], settings = [load], regimes = 2 }");
    TestingFleet.readings(context, underLoadEachOtherHour(spark, 0, 72, 0), 0);
    TestingFleet.publish(context);
    TestingFleet.readings(context, underLoadEachOtherHour(spark, 72, 96, 4), 1);
    List<Regime> regimes = PinnedTrainingSet.newest(context).spec().regimes();
    int underLoad = regimes.get(0).center().get(0) > 0 ? 1 : 2;
    DriftJob.Result result = new DriftJob(context).run();
    assertThat(result.channels())
        .extracting(FleetDrift.Channel::channel)
        .containsExactly("heat in regime 1", "heat in regime 2");
    assertThat(drifted(result)).containsExactly("heat in regime " + underLoad);
  }

  /** Pumps whose load is 10 each other hour and 0 between; {@code more} heat comes with load. */
  private static Dataset<Row> underLoadEachOtherHour(
      SparkSession spark, int from, int until, double more) {
    return TestingFleet.hourly(spark, from, until, 0)
        .selectExpr(
            "device_id",
            "hour",
            "10 * (hour % 2) as load",
            "heat + %s * (hour %% 2) as heat".formatted(more));
  }

  private static List<String> drifted(DriftJob.Result result) {
    return result.channels().stream()
        .filter(FleetDrift.Channel::isBeyondChance)
        .map(FleetDrift.Channel::channel)
        .toList();
  }
}
