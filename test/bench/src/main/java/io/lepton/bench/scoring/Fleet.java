package io.lepton.bench.scoring;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A made-up fleet in silver and a model of it.
 *
 * @param silver its readings
 * @param events none
 * @param model what scores them
 */
record Fleet(LakeTable silver, Dataset<Row> events, ScoringModel model) {
  static final int READINGS = 1000;

  /** Devices of {@link #READINGS} readings each. */
  static Fleet of(Lake lake, int devices) {
    LakeTable silver = silver(lake, devices);
    Dataset<Row> events =
        silver.read().selectExpr("device_id", "event_time", "'none' as kind").limit(0);
    Dataset<Row> two = silver.read().where("device_id in ('device-0', 'device-1')");
    return new Fleet(silver, events, BenchModel.of(two, events));
  }

  private static LakeTable silver(Lake lake, int devices) {
    List<StructField> fields = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    columns.add("concat('device-', id div %d) as device_id".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d)) as event_time".formatted(READINGS));
    columns.add("id %% %d as sequence".formatted(READINGS));
    for (int c = 0; c < BenchModel.CHANNELS; c++) {
      fields.add(DataTypes.createStructField("c" + c, DataTypes.DoubleType, true));
      columns.add("round(%d + 20 * rand(%d), 1) as c%d".formatted(100 * c, c, c));
    }
    columns.add("false as is_late");
    columns.add("0D as late_by_seconds");
    columns.add("'fleet' as kafka_topic");
    columns.add("0 as kafka_partition");
    columns.add("id as kafka_offset");
    columns.add("timestamp_seconds(60 * (id %% %d) + 1) as kafka_time".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d) + 2) as ingest_time".formatted(READINGS));
    LakeTable silver = lake.open(TelemetryTables.silver("fleet", fields));
    SparkSession spark = silver.read().sparkSession();
    silver.append(
        spark.range((long) devices * READINGS).selectExpr(columns.toArray(new String[0])),
        new WriteIdentity("bench", 0),
        Optional.empty());
    return silver;
  }
}
