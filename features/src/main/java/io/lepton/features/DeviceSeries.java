package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.features.label.History;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * All feature rows of one device in time order: the way from silver to numbers for training sets
 * and for scoring of what lies in the lake.
 */
public final class DeviceSeries implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String deviceId;
  private final int carriedWidth;
  private int count;
  private FeatureMatrix matrix;
  private long[] times;
  private long[] sequences;
  private double[] labels;
  private int[] starts; // of the unbroken run that a row belongs to
  private boolean[] filled;
  private int[] missing;
  private long[] carried;
  private final Set<Key> held = new HashSet<>();

  /** What tells a device's rows apart. */
  private record Key(long time, long sequence) implements Serializable {}

  private DeviceSeries(String deviceId, int width, int carriedWidth) {
    this.deviceId = requireNonNull(deviceId, "deviceId");
    this.carriedWidth = carriedWidth;
    this.matrix = FeatureMatrix.ofZeros(64, width);
    allocate(64);
  }

  private void allocate(int rows) {
    matrix = matrix.step() == rows ? matrix : matrix.grown(rows);
    times = times == null ? new long[rows] : Arrays.copyOf(times, rows);
    sequences = sequences == null ? new long[rows] : Arrays.copyOf(sequences, rows);
    labels = labels == null ? new double[rows] : Arrays.copyOf(labels, rows);
    starts = starts == null ? new int[rows] : Arrays.copyOf(starts, rows);
    filled = filled == null ? new boolean[rows] : Arrays.copyOf(filled, rows);
    missing = missing == null ? new int[rows] : Arrays.copyOf(missing, rows);
    int longs = rows * carriedWidth;
    carried = carried == null ? new long[longs] : Arrays.copyOf(carried, longs);
  }

  /** The device. */
  public String deviceId() {
    return deviceId;
  }

  /** How many rows there are. */
  public int rows() {
    return count;
  }

  /** The feature rows, with room for more; not copied. */
  public FeatureMatrix matrix() {
    return matrix;
  }

  /** The event time of a row, in microseconds since 1970 UTC. */
  public long time(int row) {
    return times[row];
  }

  /** The sequence number of a row's reading; 0 for a place of the grid. */
  public long sequence(int row) {
    return sequences[row];
  }

  /** The first row of the unbroken run that a row belongs to: no window reaches before it. */
  public int start(int row) {
    return starts[row];
  }

  /** Whether a reading was there; other rows fill a gap, and no window ends in them. */
  public boolean isObserved(int row) {
    return !filled[row];
  }

  /** Whether callers hold a row's window already. */
  public boolean isHeld(int row) {
    return held.contains(new Key(times[row], sequences[row]));
  }

  /** How many columns of a row's last reading hold no number. */
  public int missing(int row) {
    return missing[row];
  }

  /** What a row's last reading carried along. */
  public long carried(int row, int column) {
    return carried[row * carriedWidth + column];
  }

  /** The device's past as labels see it. */
  History history(long[] events) {
    return new History() {
      @Override
      public int readings() {
        return count;
      }

      @Override
      public long time(int reading) {
        return times[reading];
      }

      @Override
      public long known(int reading) {
        int row = reading;
        while (filled[row]) {
          row++; // a gap is only filled when something follows
        }
        return times[row];
      }

      @Override
      public double labelValue(int reading) {
        return labels[reading];
      }

      @Override
      public long[] events() {
        return events;
      }

      @Override
      public boolean unbroken(int reading, int later) {
        return starts[reading] == starts[later];
      }
    };
  }

  /**
   * The devices of some silver rows, one at a time.
   *
   * @param silver readings
   * @param events what happened to the devices; read if features count from it
   * @param carried columns of longs that {@link #carried} gives back
   */
  public static JavaRDD<DeviceSeries> of(
      Dataset<Row> silver, Dataset<Row> events, FeatureSpec spec, List<Column> carried) {
    return of(silver, events, Optional.empty(), spec, carried);
  }

  /**
   * The same, with a mark on the windows that callers hold already.
   *
   * @param held device, event time and sequence of such windows, as {@link #isHeld} tells
   */
  public static JavaRDD<DeviceSeries> of(
      Dataset<Row> silver,
      Dataset<Row> events,
      Optional<Dataset<Row>> held,
      FeatureSpec spec,
      List<Column> carried) {
    int carriedWidth = carried.size();
    return new SilverReadings(spec)
        .sorted(silver, events, held, carried)
        .mapPartitions(rows -> new SeriesIterator(rows, spec, carriedWidth));
  }

  private static final class SeriesIterator implements Iterator<DeviceSeries> {
    private final Iterator<InternalRow> rows;
    private final FeatureSpec spec;
    private final int carriedWidth;
    private InternalRow pending;

    SeriesIterator(Iterator<InternalRow> rows, FeatureSpec spec, int carriedWidth) {
      this.rows = rows;
      this.spec = spec;
      this.carriedWidth = carriedWidth;
    }

    @Override
    public boolean hasNext() {
      if (pending == null && rows.hasNext()) {
        pending = rows.next();
      }
      return pending != null;
    }

    @Override
    public DeviceSeries next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      // one object for all rows: what is kept of it must be copied
      org.apache.spark.unsafe.types.UTF8String device =
          pending.getUTF8String(SilverReadings.DEVICE).copy();
      Builder builder = new Builder(device.toString(), spec, carriedWidth);
      while (hasNext() && pending.getUTF8String(SilverReadings.DEVICE).equals(device)) {
        builder.add(pending);
        pending = null;
      }
      return builder.series;
    }
  }

  /** Takes one device's sorted rows. */
  private static final class Builder implements FeatureRows.Sink {
    private final DeviceSeries series;
    private final FeatureRows features;
    private final boolean delayed; // a row of a grid comes with the reading after it
    private final double[] columns;
    private final long[] now;
    private long lastTime = Long.MIN_VALUE;
    private long lastSequence;
    private double label;
    private int missing;
    private int start;

    Builder(String device, FeatureSpec spec, int carriedWidth) {
      series = new DeviceSeries(device, spec.features().size(), carriedWidth);
      features = new FeatureRows(spec);
      delayed = !spec.resampling().isNone();
      columns = new double[spec.columns().size()];
      now = new long[carriedWidth];
    }

    void add(InternalRow row) {
      long time = row.getLong(SilverReadings.TIME);
      int event = row.getInt(SilverReadings.EVENT);
      if (event == SilverReadings.HELD) {
        series.held.add(new Key(time, row.getLong(SilverReadings.SEQUENCE)));
        return;
      }
      if (event != SilverReadings.READING) {
        features.event(time, event);
        return;
      }
      long sequence = row.getLong(SilverReadings.SEQUENCE);
      if (time == lastTime && sequence == lastSequence) {
        return; // the same reading twice
      }
      for (int c = 0; c < columns.length; c++) {
        columns[c] = row.getDouble(SilverReadings.FIRST + c);
      }
      if (delayed) {
        features.reading(time, columns, this);
      }
      lastTime = time;
      lastSequence = sequence;
      label = row.getDouble(SilverReadings.FIRST + columns.length);
      missing = SilverReadings.missing(columns);
      for (int c = 0; c < now.length; c++) {
        now[c] = row.getLong(SilverReadings.FIRST + columns.length + 1 + c);
      }
      if (!delayed) {
        features.reading(time, columns, this);
      }
    }

    @Override
    public void row(long time, float[] values, FeatureRows.Kind kind) {
      int row = series.count;
      if (row == series.times.length) {
        series.allocate(Math.multiplyExact(row, 2));
      }
      series.matrix.set(row, values);
      series.times[row] = time;
      series.sequences[row] = delayed ? 0 : lastSequence;
      series.labels[row] = label;
      series.starts[row] = start;
      series.filled[row] = kind == FeatureRows.Kind.FILLED;
      series.missing[row] = missing;
      System.arraycopy(now, 0, series.carried, row * series.carriedWidth, series.carriedWidth);
      series.count++;
    }

    @Override
    public void gap() {
      start = series.count;
    }
  }
}
