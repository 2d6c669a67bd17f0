package io.lepton.jobs.devices;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.TelemetryTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One pass over silver, device by device in the order of time. */
final class DevicePass {
  private static final int FIRST = 4;

  private DevicePass() {}

  /**
   * A row for each device.
   *
   * @param channels columns that are numbers
   * @param lookBack how much of a device's time, up to its newest reading, is looked at
   */
  static List<DevicePast> over(Dataset<Row> silver, List<String> channels, Duration lookBack) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TelemetryTables.DEVICE_ID).as("device"));
    columns.add(unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"));
    columns.add(coalesce(col(TelemetryTables.SEQUENCE), lit(0L)).as("sequence"));
    columns.add(
        coalesce(unix_micros(col(TelemetryTables.KAFKA_TIME)), lit(Long.MIN_VALUE)).as("sent"));
    channels.forEach(channel -> columns.add(col("`" + channel + "`").cast("double")));
    Dataset<Row> readings =
        silver
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull())
            .select(columns.toArray(new Column[0]));
    Dataset<Row> newest =
        readings.groupBy(col("device").as("newest_of")).agg(max("micros").as("newest"));
    int width = channels.size();
    return readings
        .join(broadcast(newest), col("device").equalTo(col("newest_of")))
        .where(col("micros").geq(col("newest").minus(lit(lookBack.toNanos() / 1000))))
        .drop("newest_of", "newest")
        .repartition(col("device"))
        .sortWithinPartitions("device", "micros", "sequence")
        .toJavaRDD()
        .mapPartitions(rows -> pasts(rows, width))
        .collect();
  }

  private static Iterator<DevicePast> pasts(Iterator<Row> rows, int width) {
    List<DevicePast> pasts = new ArrayList<>();
    ReadingList readings = new ReadingList(width);
    String device = "";
    long time = 0;
    long sequence = 0;
    boolean any = false;
    while (rows.hasNext()) {
      Row row = rows.next();
      boolean same = any && row.getString(0).equals(device);
      if (any && !same) {
        pasts.add(DevicePast.of(device, readings));
        readings = new ReadingList(width);
      }
      if (!same || row.getLong(1) != time || row.getLong(2) != sequence) {
        ReadingList.Row values = readings.add(row.getLong(1), row.getLong(3));
        for (int c = 0; c < width; c++) {
          values.set(c, row.isNullAt(FIRST + c) ? Double.NaN : row.getDouble(FIRST + c));
        }
      }
      any = true;
      device = row.getString(0);
      time = row.getLong(1);
      sequence = row.getLong(2);
    }
    if (any) {
      pasts.add(DevicePast.of(device, readings));
    }
    return pasts.iterator();
  }
}
