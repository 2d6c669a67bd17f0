package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When lives of devices ended, by the event that labels are found from: a few for each device, so
 * they fit the driver.
 *
 * @param byDevice ascending, in microseconds since 1970 UTC
 */
record LivesEnded(Map<String, long[]> byDevice) {
  static LivesEnded in(JobContext context) {
    Optional<String> kind = context.config().features().label().event();
    TableId events = context.config().ingest().events().silver().id();
    Map<String, long[]> ends = new HashMap<>();
    if (kind.isPresent() && context.lake().has(events)) {
      Dataset<Row> rows = context.lake().existing(events, "lepton ingest").read();
      if (Arrays.asList(rows.columns()).contains("kind")) {
        rows.where(col("kind").equalTo(kind.get()))
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull())
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(sort_array(collect_set(unix_micros(col(TelemetryTables.EVENT_TIME)))))
            .collectAsList()
            .forEach(row -> ends.put(row.getString(0), longs(row)));
      }
    }
    return new LivesEnded(ends);
  }

  private static long[] longs(Row row) {
    return row.<Long>getList(1).stream().mapToLong(Long::longValue).toArray();
  }

  /** Whether a device's life ended with its newest reading, or after it. */
  boolean isOver(String device, long newest) {
    return last(device) >= newest;
  }

  /** When the last one ended; {@link Long#MIN_VALUE} if none has. */
  long last(String device) {
    long[] ends = byDevice.get(device);
    return ends == null ? Long.MIN_VALUE : ends[ends.length - 1];
  }
}
