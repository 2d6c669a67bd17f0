package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.DeviceSeries;
import io.lepton.features.Windows;
import io.lepton.lake.Transform;
import io.lepton.lake.table.TelemetryTables;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Readings to predictions. Of a device whose predictions are held already those are made that are
 * missing, and those after the first of them: a reading that came out of order changes what
 * follows.
 */
public final class ScoreReadings implements Transform {
  private static final int ARRIVED = 0;

  private final Broadcast<ScoringModel> model;
  private final ScoringConfig config;
  private final Dataset<Row> events;
  private final Optional<Dataset<Row>> held;

  /**
   * Scores with a model.
   *
   * @param events read if the model's features count from them
   * @param held device, event time and sequence of the predictions that there are
   */
  public ScoreReadings(
      Broadcast<ScoringModel> model,
      ScoringConfig config,
      Dataset<Row> events,
      Optional<Dataset<Row>> held) {
    this.model = model;
    this.config = config;
    this.events = events;
    this.held = held;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> history) {
    List<Column> carried = List.of(unix_micros(col(TelemetryTables.KAFKA_TIME)).as("arrived"));
    return history
        .sparkSession()
        .createDataFrame(
            DeviceSeries.of(history, events, held, model.value().spec(), carried)
                .mapPartitions(
                    new ScorePartition(model, config.miniBatchSize(), config.contributors())),
            PredictionTable.spec(config.table()).columns());
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize, int contributors)
      implements FlatMapFunction<Iterator<DeviceSeries>, Row> {
    @Override
    public Iterator<Row> call(Iterator<DeviceSeries> devices) {
      if (!devices.hasNext()) {
        return List.<Row>of().iterator();
      }
      Windows windows = model.value().spec().windows();
      ScoringTask task = ScoringTask.of(model.value(), miniBatchSize, contributors);
      Iterable<DeviceSeries> each = () -> devices;
      // One device in memory at a time.
      return StreamSupport.stream(each.spliterator(), false)
          .flatMap(device -> score(device, windows, task).stream())
          .iterator();
    }

    private static List<Row> score(DeviceSeries device, Windows windows, ScoringTask task) {
      int[] ends =
          IntStream.range(0, device.rows())
              .filter(device::isObserved)
              .dropWhile(device::isHeld)
              .toArray();
      return task.score(
          ends.length,
          (w, target, offset) ->
              windows.cut(device.matrix(), device.start(ends[w]), ends[w], target, offset),
          w -> reading(device, ends[w]));
    }

    private static PredictionRows.Reading reading(DeviceSeries device, int row) {
      return new PredictionRows.Reading(
          device.deviceId(),
          device.time(row),
          device.sequence(row),
          device.carried(row, ARRIVED),
          device.missing(row));
    }
  }
}
