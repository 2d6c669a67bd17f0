package io.lepton.jobs.devices;

import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The contract of the table of devices: one row for each, as it stood when it was last looked at.
 */
final class DeviceTable {
  private static final StructType FINDING =
      new StructType(
          new StructField[] {
            column("status", DataTypes.StringType),
            column("channel", DataTypes.StringType),
            column("since", DataTypes.TimestampType),
            column("why", DataTypes.StringType)
          });

  private DeviceTable() {}

  static TableSpec spec(TableId id) {
    return TableSpec.of(
        id,
        column("device_id", DataTypes.StringType),
        column("status", DataTypes.StringType),
        column("last_reading", DataTypes.TimestampType),
        column("usual_gap_seconds", DataTypes.DoubleType),
        column("clock_ahead_seconds", DataTypes.DoubleType),
        column("findings", DataTypes.createArrayType(FINDING)),
        column("looked_at", DataTypes.TimestampType));
  }

  static Row row(DeviceState state, Instant lookedAt) {
    return RowFactory.create(
        state.device(),
        state.status().code(),
        Timestamp.from(state.lastReading()),
        state.usualGap().toNanos() / 1e9,
        state.clockAhead().isPresent() ? state.clockAhead().getAsDouble() : null,
        state.findings().stream()
            .map(
                found ->
                    RowFactory.create(
                        found.status().code(),
                        found.channel(),
                        Timestamp.from(found.since()),
                        found.why()))
            .toArray(),
        Timestamp.from(lookedAt));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
