package io.lepton.features;

import io.lepton.features.label.History;
import io.lepton.features.label.Task;
import io.lepton.features.label.Truth;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What came after each reading, as far as it is known by now: the labels that a training set would
 * give the windows that end in them.
 */
public final class Truths implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The label's number; null while nobody knows it. */
  public static final String TRUTH = "truth";

  /**
   * The readings that were to be foreseen, channel after channel, scaled; null where the label is
   * no forecast, or not known.
   */
  public static final String AHEAD = "truth_ahead";

  private static final StructType COLUMNS =
      new StructType()
          .add(TelemetryTables.DEVICE_ID, DataTypes.StringType)
          .add(TelemetryTables.EVENT_TIME, DataTypes.TimestampType)
          .add(TelemetryTables.SEQUENCE, DataTypes.LongType)
          .add(TRUTH, DataTypes.DoubleType)
          .add(AHEAD, DataTypes.createArrayType(DataTypes.DoubleType));

  private final FeatureSpec spec;
  private final int[] places;

  private Truths(FeatureSpec spec) {
    this.spec = spec;
    this.places = spec.examples().targets().forecastPlaces();
  }

  /**
   * A row for each reading that is scored.
   *
   * @param silver readings
   * @param events what happened to the devices
   * @param spec of the model that scores them
   */
  public static Dataset<Row> of(Dataset<Row> silver, Dataset<Row> events, FeatureSpec spec) {
    Truths truths = new Truths(spec);
    Broadcast<Failures> failures =
        silver
            .sparkSession()
            .sparkContext()
            .broadcast(
                spec.label().event().map(kind -> Failures.in(events, kind)).orElse(Failures.NONE),
                scala.reflect.ClassTag$.MODULE$.apply(Failures.class));
    return silver
        .sparkSession()
        .createDataFrame(
            DeviceSeries.of(silver, events, spec, List.of())
                .mapPartitions(
                    devices -> {
                      Iterable<DeviceSeries> each = () -> devices;
                      // One device in memory at a time.
                      return StreamSupport.stream(each.spliterator(), false)
                          .flatMap(d -> truths.rows(d, failures.value().of(d.deviceId())).stream())
                          .iterator();
                    }),
            COLUMNS);
  }

  private List<Row> rows(DeviceSeries series, long[] events) {
    History history = series.history(events);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < series.rows(); row++) {
      if (series.isObserved(row)) {
        Optional<Truth> truth = spec.label().truth(history, row);
        rows.add(
            RowFactory.create(
                series.deviceId(),
                Timestamp.from(Micros.instant(series.time(row))),
                series.sequence(row),
                truth.map(known -> (double) known.number()).orElse(null),
                truth.isPresent() && spec.label().task() == Task.FORECAST
                    ? ahead(series, row)
                    : null));
      }
    }
    return rows;
  }

  private double[] ahead(DeviceSeries series, int row) {
    int steps = spec.label().ahead();
    double[] ahead = new double[places.length * steps];
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = series.matrix().at(row + 1 + i % steps, places[i / steps]);
    }
    return ahead;
  }
}
