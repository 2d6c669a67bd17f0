package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.table.TelemetryTables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A reading, or an event, of a device that is followed live; arrays are not copied.
 *
 * @param time event time in microseconds since 1970 UTC
 * @param sequence tells readings of the same instant apart
 * @param event place of the event's kind in {@link FeatureSpec#events}, -1 for a reading
 * @param columns values of {@link FeatureSpec#columns}, NaN for a missing one
 * @param arrived when it arrived, in microseconds since 1970 UTC
 */
public record LiveReading(long time, long sequence, int event, double[] columns, long arrived)
    implements Comparable<LiveReading> {
  /** Checks that nothing is null. */
  public LiveReading {
    requireNonNull(columns, "columns");
  }

  /** A reading, not an event. */
  public static LiveReading of(long time, long sequence, double[] columns, long arrived) {
    return new LiveReading(time, sequence, SilverReadings.READING, columns, arrived);
  }

  /**
   * Silver rows and the events that features count from, as {@link #of(Row, FeatureSpec)} reads
   * them.
   */
  public static Dataset<Row> rows(Dataset<Row> silver, Dataset<Row> events, FeatureSpec spec) {
    Column arrived = functions.unix_micros(functions.col(TelemetryTables.KAFKA_TIME));
    return new SilverReadings(spec).together(silver, events, List.of(arrived.as("arrived")));
  }

  /** Sorts the rows of a device as they have to be taken. */
  public static Column[] order() {
    return SilverReadings.IN_TIME.clone();
  }

  /** The device of such a row. */
  public static String deviceId(Row row) {
    return row.getString(SilverReadings.DEVICE);
  }

  /** Such a row. */
  public static LiveReading of(Row row, FeatureSpec spec) {
    double[] columns = new double[spec.columns().size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = row.getDouble(SilverReadings.FIRST + c);
    }
    return new LiveReading(
        row.getLong(SilverReadings.TIME),
        row.getLong(SilverReadings.SEQUENCE),
        row.getInt(SilverReadings.EVENT),
        columns,
        row.isNullAt(row.length() - 1) ? 0 : row.getLong(row.length() - 1));
  }

  /** How many of its columns hold no number. */
  public int missing() {
    return SilverReadings.missing(columns);
  }

  /** As the last of a place of the grid, which has no number of its own. */
  LiveReading unnumbered() {
    return new LiveReading(time, 0, event, columns, arrived);
  }

  boolean isReading() {
    return event == SilverReadings.READING;
  }

  /** By time; at the same time events come first. */
  @Override
  public int compareTo(LiveReading other) {
    if (time != other.time) {
      return Long.compare(time, other.time);
    }
    return event != other.event
        ? Integer.compare(other.event, event)
        : Long.compare(sequence, other.sequence);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(time);
    out.writeLong(sequence);
    out.writeInt(event);
    for (double value : columns) {
      out.writeDouble(value);
    }
    out.writeLong(arrived);
  }

  static LiveReading read(DataInput in, int width) throws IOException {
    long time = in.readLong();
    long sequence = in.readLong();
    int event = in.readInt();
    double[] columns = new double[width];
    for (int c = 0; c < width; c++) {
      columns[c] = in.readDouble();
    }
    return new LiveReading(time, sequence, event, columns, in.readLong());
  }
}
