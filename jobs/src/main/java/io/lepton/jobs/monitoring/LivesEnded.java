package io.lepton.jobs.monitoring;

import io.lepton.features.Failures;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.TableId;
import java.util.Arrays;
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
public record LivesEnded(Map<String, long[]> byDevice) {
  /** Of the fleet of a pipeline. */
  public static LivesEnded in(JobContext context) {
    Optional<String> kind = context.config().features().label().event();
    TableId events = context.config().ingest().events().silver().id();
    if (kind.isPresent() && context.lake().has(events)) {
      Dataset<Row> rows = context.lake().existing(events, "lepton ingest").read();
      if (Arrays.asList(rows.columns()).contains("kind")) {
        return new LivesEnded(Failures.in(rows, kind.get()).times());
      }
    }
    return new LivesEnded(Map.of());
  }

  /** Whether a device's life ended with its newest reading, or after it. */
  public boolean isOver(String device, long newest) {
    return last(device) >= newest;
  }

  /** When the last one ended; {@link Long#MIN_VALUE} if none has. */
  public long last(String device) {
    long[] ends = byDevice.get(device);
    return ends == null ? Long.MIN_VALUE : ends[ends.length - 1];
  }
}
