package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.DeviceSeries;
import io.lepton.lake.Transform;
import io.lepton.lake.table.TelemetryTables;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Readings to predictions. The input is the history of some devices; a reading is scored where the
 * column {@link #WANTED} is true, or everywhere if there is no such column.
 */
public final class ScoreReadings implements Transform {
  /** Marks the readings to be scored. */
  public static final String WANTED = "wanted";

  private final Broadcast<ScoringModel> model;
  private final ScoringConfig config;

  /** Scores with a model. */
  public ScoreReadings(Broadcast<ScoringModel> model, ScoringConfig config) {
    this.model = model;
    this.config = config;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> history) {
    Dataset<Row> marked =
        List.of(history.columns()).contains(WANTED)
            ? history
            : history.withColumn(WANTED, lit(true));
    Dataset<Row> sorted =
        DeviceSeries.sorted(
            marked.withColumn(WANTED, col(WANTED).cast(DataTypes.BooleanType)),
            model.value().spec(),
            List.of(WANTED, TelemetryTables.KAFKA_TIME));
    return sorted.mapPartitions(
        new ScorePartition(model, config.miniBatchSize()),
        Encoders.row(PredictionTable.spec(config.table()).columns()));
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize)
      implements MapPartitionsFunction<Row, Row> {
    private static final int WANTED_AT = 3;
    private static final int KAFKA_TIME_AT = 4;

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
      if (!sorted.hasNext()) {
        return List.<Row>of().iterator();
      }
      Iterator<DeviceSeries> devices = DeviceSeries.of(sorted, model.value().spec());
      Predictor predictor = model.value().open();
      TaskCompletionListener close = task -> predictor.close();
      TaskContext.get().addTaskCompletionListener(close);
      WindowPredictions predictions =
          new WindowPredictions(predictor, model.value().spec().windows(), miniBatchSize);
      // One device in memory at a time.
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(devices, Spliterator.ORDERED), false)
          .flatMap(device -> score(device, predictions).stream())
          .iterator();
    }

    private List<Row> score(DeviceSeries device, WindowPredictions predictions) {
      List<Row> scored = new ArrayList<>();
      int[] ends =
          IntStream.range(0, device.rows().size())
              .filter(i -> device.rows().get(i).getBoolean(WANTED_AT))
              .toArray();
      float[] outputs = predictions.predict(device.values(), ends);
      ScoringModel used = model.value();
      String specHash = used.spec().hash();
      for (int w = 0; w < ends.length; w++) {
        Row reading = device.rows().get(ends[w]);
        Instant now = Instant.now();
        Instant arrived = reading.getTimestamp(KAFKA_TIME_AT).toInstant();
        scored.add(
            RowFactory.create(
                device.deviceId(),
                reading.getTimestamp(1),
                reading.getLong(2),
                used.name(),
                used.version(),
                specHash,
                used.spec().label().config().prediction(outputs[w]),
                reading.getTimestamp(KAFKA_TIME_AT),
                Timestamp.from(now),
                Duration.between(arrived, now).toMillis() / 1000.0));
      }
      return scored;
    }
  }
}
