package io.lepton.jobs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FleetDrift;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.LakeTable;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
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
      alerts.rules = [{ name = drift, kind = drift }]
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
    assertThat(alerts.open().get(0).evidence()).containsOnlyKeys("load");
  }
}
