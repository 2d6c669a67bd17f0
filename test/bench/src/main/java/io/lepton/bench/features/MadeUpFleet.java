package io.lepton.bench.features;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Silver of a fleet that is made up: a reading a minute of each device. */
public final class MadeUpFleet {
  /** The readings have so many: c0, c1 and so on. */
  public static final int CHANNELS = 15;

  /** Of each device. */
  public static final int READINGS = 1000;

  private static final TableId SILVER = new TableId(Layer.SILVER, "fleet");

  private MadeUpFleet() {}

  /** The channels, as a list in a configuration or in SQL. */
  public static String channels(String each) {
    return IntStream.range(0, CHANNELS)
        .mapToObj(c -> each.formatted("c" + c))
        .collect(Collectors.joining(", "));
  }

  /** Such a table, in the place of another. */
  public static LakeTable silver(Lake lake, int devices) {
    List<StructField> fields = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    columns.add("concat('device-', id div %d) as device_id".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d)) as event_time".formatted(READINGS));
    columns.add("id %% %d as sequence".formatted(READINGS));
    for (int c = 0; c < CHANNELS; c++) {
      fields.add(DataTypes.createStructField("c" + c, DataTypes.DoubleType, true));
      // a sensor's resolution: some hundred different values
      columns.add("round(%d + 20 * rand(%d), 1) as c%d".formatted(100 * c, c, c));
    }
    columns.add("false as is_late");
    columns.add("0D as late_by_seconds");
    columns.add("'fleet' as kafka_topic");
    columns.add("0 as kafka_partition");
    columns.add("id as kafka_offset");
    columns.add("timestamp_seconds(60 * (id %% %d) + 1) as kafka_time".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d) + 2) as ingest_time".formatted(READINGS));
    lake.drop(SILVER);
    LakeTable silver = lake.open(TelemetryTables.silver(SILVER.name(), fields));
    SparkSession spark = silver.read().sparkSession();
    silver.append(
        spark.range((long) devices * READINGS).selectExpr(columns.toArray(new String[0])),
        new WriteIdentity("bench", 0),
        Optional.empty());
    return silver;
  }
}
