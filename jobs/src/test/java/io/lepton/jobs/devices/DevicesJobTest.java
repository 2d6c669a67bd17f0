package io.lepton.jobs.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.devices.DeviceState.Finding;
import io.lepton.jobs.devices.DeviceState.Status;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twelve pumps, a reading an hour for 200 hours, heat that moves each hour. */
@ExtendWith(SparkExtension.class)
class DevicesJobTest {
  @Test
  void plantedCausesAreFoundAndNothingElse(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, "");
    TestingFleet.sent(
        context,
        fleet(spark)
            .where("not (pump = 1 and hour >= 150) and not (pump in (5, 6) and hour >= 120)")
            .selectExpr(
                "device_id",
                "hour",
                "7 as load",
                "case when pump = 9 then 0 when pump = 2 and hour >= 160 then 66.6"
                    + " when pump = 3 and hour >= 150 then 1.8 * heat + 32 else heat end as heat",
                "if(pump in (5, 6), 1, 0) as partition",
                "if(pump = 4, 600, hour % 3) as ahead"),
        0);
    DevicesJob.Result result = new DevicesJob(context).run();
    Map<String, DeviceState> states =
        result.devices().stream()
            .collect(Collectors.toMap(DeviceState::device, Function.identity()));

    assertThat(found(states, 1))
        .isEqualTo(
            new Finding(
                Status.SILENT, "", at(149), "50.0 h; usual are 60.0 min, long are 60.0 min"));
    assertThat(found(states, 2))
        .isEqualTo(
            new Finding(
                Status.STUCK, "heat", at(160), "40 readings the same; never more than 1 before"));
    assertThat(found(states, 3))
        .isEqualTo(
            new Finding(
                Status.UNIT_CHANGED, "heat", at(150), "goes on as if converted: degC to degF"));
    assertThat(found(states, 9).why())
        .as("dead from the beginning; that load never moves anywhere is no news")
        .isEqualTo("200 readings, all the same; the channel of other devices moves");
    assertThat(found(states, 4).status()).isEqualTo(Status.SKEWED);
    assertThat(states.get("pump-4").clockAhead().orElseThrow())
        .as("600 s, beside clocks whose fastest message took -2 s")
        .isEqualTo(598, within(1e-9));
    assertThat(result.late()).containsExactly("pumps/1");
    assertThat(found(states, 5).status()).isEqualTo(Status.LATE);
    assertThat(found(states, 6).status()).isEqualTo(Status.LATE);
    assertThat(result.counts()).containsEntry(Status.OK, 5L);
    assertThat(result.devices().get(0).device()).as("most urgent first").isEqualTo("pump-1");
    assertThat(states.get("pump-0").usualGap()).isEqualTo(Duration.ofHours(1));

    // the table is written anew
    new DevicesJob(context).run();
    LakeTable table = context.lake().existing(new TableId(Layer.GOLD, "devices"), "test");
    assertThat(table.read().count()).isEqualTo(12);
    assertThat(
            table
                .read()
                .where("status = 'stuck' and findings[0].channel = 'heat'")
                .select("device_id")
                .first()
                .getString(0))
        .isEqualTo("pump-2");
  }

  private static Finding found(Map<String, DeviceState> states, int pump) {
    assertThat(states.get("pump-" + pump).findings()).hasSize(1);
    return states.get("pump-" + pump).findings().get(0);
  }

  private static Instant at(int hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour));
  }

  private static Dataset<Row> fleet(SparkSession spark) {
    return spark
        .range(12 * 200)
        .selectExpr(
            "concat('pump-', id div 200) as device_id",
            "id div 200 as pump",
            "id % 200 as hour",
            "50 + pmod(hash(id), 100000) / 10000 as load",
            "60 + pmod(hash(id, 1), 100000) / 10000 as heat");
  }
}
