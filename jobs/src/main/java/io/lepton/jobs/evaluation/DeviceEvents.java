package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.TelemetryTables;
import io.lepton.training.alarm.Incident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened to devices, by the events table: a few things for each device, so they fit the
 * driver. An event without an end that can be read lasted no time.
 *
 * @param byDevice in time order
 */
public record DeviceEvents(Map<String, List<Incident>> byDevice) {
  private static final String UNTIL = "until";

  /** Those of a kind. */
  public static DeviceEvents in(Dataset<Row> events, String kind) {
    Column from = unix_micros(col(TelemetryTables.EVENT_TIME));
    Column until =
        Arrays.asList(events.columns()).contains(UNTIL)
            ? coalesce(unix_micros(col(UNTIL).cast("timestamp")), from)
            : from;
    Map<String, List<Incident>> found = new HashMap<>();
    for (Row row :
        events
            .where(col("kind").equalTo(kind))
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull())
            .select(col(TelemetryTables.DEVICE_ID), from.as("from"), until.as("until"))
            .distinct()
            .orderBy(TelemetryTables.DEVICE_ID, "from", "until")
            .collectAsList()) {
      long begin = row.getLong(1);
      found
          .computeIfAbsent(row.getString(0), device -> new ArrayList<>())
          .add(new Incident(begin, Math.max(begin, row.getLong(2))));
    }
    return new DeviceEvents(found);
  }

  /** Those of a device. */
  public List<Incident> of(String device) {
    return byDevice.getOrDefault(device, List.of());
  }

  /** When they began. */
  long[] times(String device) {
    return of(device).stream().mapToLong(Incident::from).distinct().toArray();
  }

  boolean isEmpty() {
    return byDevice.isEmpty();
  }
}
