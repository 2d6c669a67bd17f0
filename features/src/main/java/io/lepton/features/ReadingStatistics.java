package io.lepton.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Statistics of readings, each in one pass; the same whatever order and parts they come in. */
final class ReadingStatistics {
  /** Readings to cluster and to take quantiles of: little enough for the driver. */
  private static final int SAMPLE = 10_000;

  private static final int DEPTH = 2;

  private final FeatureSpec spec;

  ReadingStatistics(FeatureSpec spec) {
    this.spec = spec;
  }

  /**
   * What a pass has seen: columns are inputs, settings, the label's value.
   *
   * @param moments of all readings
   * @param sample some of them
   */
  record Taken(Moments moments, ReadingSample sample) implements Serializable {
    Taken plus(Taken other) {
      moments.add(other.moments);
      sample.add(other.sample);
      return this;
    }
  }

  Taken over(Dataset<Row> readings) {
    int columns = new SilverReadings(spec).doubles();
    return rows(readings)
        .mapPartitions(rows -> List.of(taken(rows, columns)).iterator())
        .treeAggregate(
            new Taken(new Moments(columns), new ReadingSample(SAMPLE)),
            Taken::plus,
            Taken::plus,
            DEPTH);
  }

  private static Taken taken(Iterator<InternalRow> rows, int columns) {
    Taken taken = new Taken(new Moments(columns), new ReadingSample(SAMPLE));
    double[] values = new double[columns];
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      fill(row, values);
      taken.moments().add(values, 0);
      taken
          .sample()
          .add(
              ReadingSample.hash(
                  row.getUTF8String(SilverReadings.DEVICE).hashCode(),
                  row.getLong(SilverReadings.TIME),
                  row.getLong(SilverReadings.SEQUENCE)),
              values);
    }
    return taken;
  }

  /** Statistics of each regime's readings. */
  List<Moments> perRegime(Dataset<Row> readings, RegimeFinder finder) {
    int columns = new SilverReadings(spec).doubles();
    int inputs = spec.inputs().size();
    int settings = spec.settings().columns().size();
    return rows(readings)
        .mapPartitions(
            rows -> {
              double[] values = new double[columns];
              List<Moments> moments = empty(finder.regimes(), columns);
              while (rows.hasNext()) {
                fill(rows.next(), values);
                double[] own = Arrays.copyOfRange(values, inputs, inputs + settings);
                if (finder.isKnown(own)) {
                  moments.get(finder.regime(own)).add(values, 0);
                }
              }
              return List.of(moments).iterator();
            })
        .treeAggregate(
            empty(finder.regimes(), columns),
            ReadingStatistics::added,
            ReadingStatistics::added,
            DEPTH);
  }

  /** Statistics of the features themselves. */
  Moments ofFeatures(Dataset<Row> readings, Dataset<Row> events) {
    int width = spec.features().size();
    return DeviceSeries.of(readings, events, spec, List.of())
        .mapPartitions(
            devices -> {
              Moments moments = new Moments(width);
              double[] row = new double[width];
              while (devices.hasNext()) {
                DeviceSeries series = devices.next();
                for (int r = 0; r < series.rows(); r++) {
                  for (int f = 0; f < width; f++) {
                    row[f] = series.matrix().at(r, f);
                  }
                  moments.add(row, 0);
                }
              }
              return List.of(moments).iterator();
            })
        .treeAggregate(
            new Moments(width), ReadingStatistics::added, ReadingStatistics::added, DEPTH);
  }

  private static List<Moments> empty(int count, int columns) {
    List<Moments> moments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moments.add(new Moments(columns));
    }
    return moments;
  }

  private static List<Moments> added(List<Moments> a, List<Moments> b) {
    for (int r = 0; r < a.size(); r++) {
      a.get(r).add(b.get(r));
    }
    return a;
  }

  private static Moments added(Moments a, Moments b) {
    a.add(b);
    return a;
  }

  private JavaRDD<InternalRow> rows(Dataset<Row> readings) {
    return new SilverReadings(spec)
        .unsorted(readings, List.of())
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  private static void fill(InternalRow row, double[] values) {
    for (int c = 0; c < values.length; c++) {
      values[c] = row.getDouble(SilverReadings.FIRST + c);
    }
  }
}
