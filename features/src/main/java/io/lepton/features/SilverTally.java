package io.lepton.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What silver has in each part, found in one pass over the readings, device by device in time
 * order. Unlike the readings that features are made of, it tells a missing value from one that is
 * not finite.
 */
final class SilverTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int DEVICE = 0;
  private static final int TIME = 1;
  private static final int SEQUENCE = 2;
  private static final int LATE = 3;
  private static final int FIRST = 4;

  private final Map<Split, ReadingTally> parts = new EnumMap<>(Split.class);
  private final StuckRuns runs;
  private final int columns;

  private SilverTally(int columns) {
    this.columns = columns;
    runs = new StuckRuns(columns);
    for (Split split : Split.values()) {
      parts.put(split, new ReadingTally(columns));
    }
  }

  /**
   * Counts.
   *
   * @param split what readings are used for
   * @param looked the devices whose values are looked into; all if there are none
   */
  static SilverTally over(
      Dataset<Row> silver, FeatureSpec spec, SplitConfig split, Set<String> looked) {
    int columns = spec.inputs().size();
    Broadcast<Set<String>> shared =
        silver
            .sparkSession()
            .sparkContext()
            .broadcast(looked, scala.reflect.ClassTag$.MODULE$.apply(Set.class));
    SilverTally tally =
        readings(silver, spec)
            .repartition(SilverReadings.partitions(silver), col("device"))
            .sortWithinPartitions("device", "micros", "sequence")
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(
                rows -> List.of(counted(rows, columns, split, shared.value())).iterator())
            .treeAggregate(new SilverTally(columns), SilverTally::plus, SilverTally::plus, 2);
    shared.destroy();
    return tally;
  }

  private static Dataset<Row> readings(Dataset<Row> silver, FeatureSpec spec) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TelemetryTables.DEVICE_ID).as("device"));
    columns.add(unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"));
    columns.add(coalesce(col(TelemetryTables.SEQUENCE), lit(0L)).cast("long").as("sequence"));
    columns.add(
        Arrays.asList(silver.columns()).contains(TelemetryTables.LATE_BY)
            ? coalesce(col(TelemetryTables.LATE_BY), lit(0.0)).gt(spec.allowedLateness()).as("late")
            : lit(false).as("late"));
    for (int i = 0; i < spec.inputs().size(); i++) {
      Input input = spec.inputs().get(i);
      Column value = col(input.column());
      columns.add(
          (input.isText()
                  ? when(value.isNotNull(), SilverReadings.place(value, input.categories()))
                  : value.cast(DataTypes.DoubleType))
              .as("i" + i));
    }
    return silver
        .where(col(TelemetryTables.DEVICE_ID).isNotNull())
        .where(col(TelemetryTables.EVENT_TIME).isNotNull())
        .select(columns.toArray(new Column[0]));
  }

  private static SilverTally counted(
      Iterator<InternalRow> rows, int columns, SplitConfig split, Set<String> looked) {
    SilverTally tally = new SilverTally(columns);
    Device device = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      UTF8String id = row.getUTF8String(DEVICE);
      if (device == null || !id.equals(device.id)) {
        if (device != null) {
          device.end();
        }
        String name = id.toString();
        device =
            tally
            .new Device(
                id.copy(), // one object for all rows
                ReadingParts.of(split, name),
                looked.isEmpty() || looked.contains(name));
      }
      device.next(row);
    }
    if (device != null) {
      device.end();
    }
    return tally;
  }

  /** One device's readings in time order. */
  private final class Device {
    private final UTF8String id;
    private final ReadingParts places;
    private final boolean looked;
    private final StuckRuns.DeviceRuns stuck = runs.new DeviceRuns();
    private final EnumSet<Split> seen = EnumSet.noneOf(Split.class);
    private final double[] values = new double[columns];
    private long lastTime = Long.MIN_VALUE;
    private long lastSequence;

    Device(UTF8String id, ReadingParts places, boolean looked) {
      this.id = id;
      this.places = places;
      this.looked = looked;
    }

    void next(InternalRow row) {
      long time = row.getLong(TIME);
      long sequence = row.getLong(SEQUENCE);
      Optional<Split> place = places.at(time);
      if (place.isEmpty() || (time == lastTime && sequence == lastSequence)) {
        return; // in no part, or the same reading twice
      }
      lastTime = time;
      lastSequence = sequence;
      ReadingTally part = of(place.get());
      seen.add(place.get());
      part.reading();
      if (row.getBoolean(LATE)) {
        part.tooLate();
      } else if (looked) {
        fill(row, part);
        part.values(ReadingSample.hash(id.hashCode(), time, sequence), values);
        stuck.next(values);
      }
    }

    private void fill(InternalRow row, ReadingTally part) {
      for (int c = 0; c < columns; c++) {
        values[c] = Double.NaN;
        if (row.isNullAt(FIRST + c)) {
          part.missing(c);
        } else if (!Double.isFinite(row.getDouble(FIRST + c))) {
          part.notFinite(c);
        } else {
          values[c] = row.getDouble(FIRST + c);
        }
      }
    }

    void end() {
      stuck.end();
      seen.forEach(split -> of(split).device());
    }
  }

  private SilverTally plus(SilverTally other) {
    parts.forEach((split, tally) -> tally.add(other.of(split)));
    runs.add(other.runs);
    return this;
  }

  ReadingTally of(Split split) {
    return parts.get(split);
  }

  StuckRuns runs() {
    return runs;
  }
}
