package io.lepton.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When devices failed.
 *
 * @param times per device, ascending, in microseconds since 1970 UTC
 */
public record Failures(Map<String, long[]> times) implements Serializable {
  /** Column of the events table that tells what happened. */
  static final String KIND = "kind";

  /** No device ever failed. */
  static final Failures NONE = new Failures(Map.of());

  private static final long[] NEVER = {};

  /** The failures in an events table: a few for each device, so they fit the driver. */
  public static Failures in(Dataset<Row> events, String kind) {
    Map<String, List<Long>> found = new HashMap<>();
    for (Row row :
        events
            .where(col(KIND).equalTo(kind))
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull())
            .select(
                col(TelemetryTables.DEVICE_ID),
                unix_micros(col(TelemetryTables.EVENT_TIME)).as(TelemetryTables.EVENT_TIME))
            .distinct()
            .orderBy(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)
            .collectAsList()) {
      found.computeIfAbsent(row.getString(0), device -> new ArrayList<>()).add(row.getLong(1));
    }
    Map<String, long[]> times = new HashMap<>();
    found.forEach(
        (device, list) -> times.put(device, list.stream().mapToLong(Long::longValue).toArray()));
    return new Failures(times);
  }

  Set<String> devices() {
    return times.keySet();
  }

  long[] of(String device) {
    return times.getOrDefault(device, NEVER);
  }
}
