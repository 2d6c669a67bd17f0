package io.lepton.scoring;

import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Windows of {@link LiveWindows} to predictions, which say with {@link LiveWindows#AGAIN} whether
 * they may be known already.
 */
final class ScoreWindows {
  /** Mini-batches of windows that are in memory at a time. */
  private static final int MINI_BATCHES = 4;

  private final Broadcast<ScoringModel> model;
  private final ScoringConfig config;

  ScoreWindows(Broadcast<ScoringModel> model, ScoringConfig config) {
    this.model = model;
    this.config = config;
  }

  Dataset<Row> apply(Dataset<Row> windows) {
    StructType columns =
        PredictionTable.spec(config.table())
            .columns()
            .add(LiveWindows.AGAIN, DataTypes.BooleanType);
    return windows.mapPartitions(
        new ScorePartition(model, config.miniBatchSize(), config.contributors()),
        Encoders.row(columns));
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize, int contributors)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> windows) {
      if (!windows.hasNext()) {
        return List.<Row>of().iterator();
      }
      ScoringTask task = ScoringTask.of(model.value(), miniBatchSize, contributors);
      return Stream.generate(() -> some(windows, MINI_BATCHES * task.atOnce()))
          .takeWhile(some -> !some.isEmpty())
          .flatMap(some -> score(some, task).stream())
          .iterator();
    }

    private static List<Row> some(Iterator<Row> windows, int most) {
      List<Row> some = new ArrayList<>();
      while (some.size() < most && windows.hasNext()) {
        some.add(windows.next());
      }
      return some;
    }

    private static List<Row> score(List<Row> windows, ScoringTask task) {
      List<Row> scored =
          task.score(
              windows.size(),
              (w, target, offset) -> LiveWindows.read(windows.get(w), target, offset),
              w -> reading(windows.get(w)));
      for (int w = 0; w < scored.size(); w++) {
        scored.set(w, with(scored.get(w), windows.get(w).getAs(LiveWindows.AGAIN)));
      }
      return scored;
    }

    private static Row with(Row prediction, Object again) {
      Object[] values = new Object[prediction.size() + 1];
      for (int i = 0; i < prediction.size(); i++) {
        values[i] = prediction.get(i);
      }
      values[prediction.size()] = again;
      return RowFactory.create(values);
    }

    private static PredictionRows.Reading reading(Row window) {
      return new PredictionRows.Reading(
          window.getAs(TelemetryTables.DEVICE_ID),
          window.getAs(TelemetryTables.EVENT_TIME),
          window.getAs(TelemetryTables.SEQUENCE),
          window.getAs(LiveWindows.ARRIVED),
          window.getAs(LiveWindows.MISSING));
    }
  }
}
