package io.lepton.lake.upkeep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.sha2;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

@ExtendWith(SparkExtension.class)
class ClusteringTest {
  private static final TableId ID = new TableId(Layer.SILVER, "telemetry");
  private static final MaintainConfig CONFIG =
      new MaintainConfig(32 << 10, 16 << 10, 4, Duration.ofDays(7), Duration.ofDays(3650));

  @Test
  void aNightsWorkIsOneDaysRowsAndADeviceIsInFewFiles(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    LakeTable table = lake.open(spec());
    Maintenance maintenance = new Maintenance(lake, CONFIG, List.of());
    append(spark, table, 1);
    assertThat(filesOfADevice(spark, table)).hasSize(20);
    maintenance.run(ID);
    List<String> firstNight = List.of(table.read().inputFiles());
    append(spark, table, 2);
    Upkeep second = maintenance.run(ID);
    assertThat(second.compacted()).isEqualTo(20);
    assertThat(table.read().inputFiles()).containsAll(firstNight);
    assertThat(table.read().inputFiles()).hasSizeGreaterThan(8);
    assertThat(filesOfADevice(spark, table)).hasSizeLessThanOrEqualTo(4);
    assertThat(table.read().distinct().count()).isEqualTo(8_000);
    assertThat(maintenance.run(ID).compacted()).isZero();
  }

  private static TableSpec spec() {
    return TableSpec.of(
            ID,
            DataTypes.createStructField("device_id", DataTypes.StringType, true),
            DataTypes.createStructField("text", DataTypes.StringType, true))
        .clusteredBy("device_id");
  }

  /** A day's rows in twenty files, each with all devices. */
  private static void append(SparkSession spark, LakeTable table, int day) {
    Dataset<Row> rows =
        spark
            .range(day * 4_000L, (day + 1) * 4_000L)
            .select(
                format_string("device-%02d", expr("id % 50")).as("device_id"),
                sha2(expr("cast(id AS string)").cast("binary"), 256).as("text"))
            .repartition(20, col("text"));
    table.append(rows, new WriteIdentity("day-" + day, 0), Optional.empty());
  }

  /** Files whose range of devices holds the one asked for: what a query has to read. */
  private static List<Row> filesOfADevice(SparkSession spark, LakeTable table) {
    return DeltaLog.forTable(spark, table.location())
        .update(false, Option.empty(), Option.empty())
        .withStatsDeduplicated()
        .where("'device-23' BETWEEN stats.minValues.device_id AND stats.maxValues.device_id")
        .select("path")
        .collectAsList();
  }
}
