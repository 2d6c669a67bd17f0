package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * All readings of one device in time order, scaled: the one way from silver rows to numbers, for
 * training sets and for scoring.
 *
 * @param deviceId the device
 * @param values scaled readings, row after row
 * @param rows the silver rows they come from
 */
public record DeviceSeries(String deviceId, float[] values, List<Row> rows) {
  private static final String[] ORDER = {
    TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME, TelemetryTables.SEQUENCE
  };

  /** Checks that nothing is null. */
  public DeviceSeries {
    requireNonNull(deviceId, "deviceId");
    requireNonNull(values, "values");
    requireNonNull(rows, "rows");
  }

  /** The event time of a reading, in microseconds since 1970 UTC. */
  public long eventTime(int reading) {
    return micros(rows.get(reading).getTimestamp(1));
  }

  /**
   * The columns {@link #of} needs, with the rows of a device together and in time order.
   *
   * @param carried further columns that callers read from {@link #rows}
   */
  public static Dataset<Row> sorted(Dataset<Row> silver, FeatureSpec spec, List<String> carried) {
    List<Column> columns = new ArrayList<>();
    for (String name : ORDER) {
      columns.add(functions.col(name));
    }
    carried.forEach(name -> columns.add(functions.col(name)));
    // Packed, so that a row is a few objects, not one for each of its numbers.
    columns.add(packed(spec.channels()).as("channels"));
    columns.add(packed(spec.settings()).as("settings"));
    return silver
        .select(columns.toArray(new Column[0]))
        .repartition(functions.col(ORDER[0]))
        .sortWithinPartitions(ORDER[0], ORDER[1], ORDER[2]);
  }

  /** The devices in rows that {@link #sorted} has put in order. */
  public static Iterator<DeviceSeries> of(Iterator<Row> sorted, FeatureSpec spec) {
    return new SeriesIterator(sorted, spec);
  }

  /** Microseconds since 1970 UTC. */
  public static long micros(java.sql.Timestamp time) {
    return Math.floorDiv(time.getTime(), 1000L) * 1_000_000L + time.getNanos() / 1000;
  }

  private static Column packed(List<String> columns) {
    return functions.array(
        columns.stream()
            .map(
                c -> functions.coalesce(functions.col(c).cast("double"), functions.lit(Double.NaN)))
            .toArray(Column[]::new));
  }

  private static final class SeriesIterator implements Iterator<DeviceSeries> {
    private final Iterator<Row> sorted;
    private final ReadingScaler scaler;
    private final int width;
    private Row pending;

    SeriesIterator(Iterator<Row> sorted, FeatureSpec spec) {
      this.sorted = sorted;
      this.scaler = new ReadingScaler(spec);
      this.width = spec.channels().size();
    }

    @Override
    public boolean hasNext() {
      return pending != null || sorted.hasNext();
    }

    @Override
    public DeviceSeries next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = pending != null ? pending : sorted.next();
      pending = null;
      String device = row.getString(0);
      scaler.reset();
      List<Row> rows = new ArrayList<>();
      float[] values = new float[64 * width];
      while (row != null) {
        if (values.length < (rows.size() + 1) * width) {
          values = Arrays.copyOf(values, values.length * 2);
        }
        scaler.next(
            doubles(row, row.size() - 2),
            doubles(row, row.size() - 1),
            values,
            rows.size() * width);
        rows.add(row);
        row = sameDevice(device);
      }
      return new DeviceSeries(device, Arrays.copyOf(values, rows.size() * width), rows);
    }

    private Row sameDevice(String device) {
      if (!sorted.hasNext()) {
        return null;
      }
      Row row = sorted.next();
      if (row.getString(0).equals(device)) {
        return row;
      }
      pending = row;
      return null;
    }

    private static double[] doubles(Row row, int column) {
      List<Double> values = row.getList(column);
      double[] copied = new double[values.size()];
      for (int i = 0; i < copied.length; i++) {
        copied[i] = values.get(i);
      }
      return copied;
    }
  }
}
