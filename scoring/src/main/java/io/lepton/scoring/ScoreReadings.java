package io.lepton.scoring;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.DeviceSeries;
import io.lepton.features.Windows;
import io.lepton.lake.Transform;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Readings to predictions. The input is the history of some devices; a reading is scored where the
 * column {@link #WANTED} is true, or everywhere if there is no such column.
 */
public final class ScoreReadings implements Transform {
  /** Marks the readings to be scored. */
  public static final String WANTED = "wanted";

  private static final int ARRIVED = 0;
  private static final int IS_WANTED = 1;

  private final Broadcast<ScoringModel> model;
  private final ScoringConfig config;
  private final Dataset<Row> events;

  /** Scores with a model; events are read if its features count from them. */
  public ScoreReadings(Broadcast<ScoringModel> model, ScoringConfig config, Dataset<Row> events) {
    this.model = model;
    this.config = config;
    this.events = events;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> history) {
    Column wanted =
        List.of(history.columns()).contains(WANTED)
            ? coalesce(col(WANTED), lit(false)).cast("long")
            : lit(1L);
    List<Column> carried =
        List.of(unix_micros(col(TelemetryTables.KAFKA_TIME)).as("arrived"), wanted.as("is_wanted"));
    return history
        .sparkSession()
        .createDataFrame(
            DeviceSeries.of(history, events, model.value().spec(), carried)
                .mapPartitions(new ScorePartition(model, config.miniBatchSize())),
            PredictionTable.spec(config.table()).columns());
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize)
      implements FlatMapFunction<Iterator<DeviceSeries>, Row> {
    @Override
    public Iterator<Row> call(Iterator<DeviceSeries> devices) {
      if (!devices.hasNext()) {
        return List.<Row>of().iterator();
      }
      ScoringModel used = model.value();
      Predictor predictor = used.open();
      TaskCompletionListener close = task -> predictor.close();
      TaskContext.get().addTaskCompletionListener(close);
      Windows windows = used.spec().windows();
      WindowPredictions predictions = new WindowPredictions(predictor, windows, miniBatchSize);
      PredictionRows rows = new PredictionRows(used);
      Iterable<DeviceSeries> each = () -> devices;
      // One device in memory at a time.
      return StreamSupport.stream(each.spliterator(), false)
          .flatMap(device -> score(device, windows, predictions, rows).stream())
          .iterator();
    }

    private static List<Row> score(
        DeviceSeries device, Windows windows, WindowPredictions predictions, PredictionRows rows) {
      List<Row> scored = new ArrayList<>();
      int[] ends =
          IntStream.range(0, device.rows())
              .filter(row -> device.isObserved(row) && device.carried(row, IS_WANTED) == 1)
              .toArray();
      predictions.predict(
          ends.length,
          (w, target, offset) ->
              windows.cut(device.values(), device.start(ends[w]), ends[w], target, offset),
          said -> scored.add(rows.row(reading(device, ends[said.window()]), said)));
      return scored;
    }

    private static PredictionRows.Reading reading(DeviceSeries device, int row) {
      return new PredictionRows.Reading(
          device.deviceId(), device.time(row), device.sequence(row), device.carried(row, ARRIVED));
    }
  }
}
