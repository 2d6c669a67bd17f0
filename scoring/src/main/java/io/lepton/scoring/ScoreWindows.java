package io.lepton.scoring;

import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Windows of {@link LiveWindows} to predictions. */
final class ScoreWindows {
  private final Broadcast<ScoringModel> model;
  private final ScoringConfig config;

  ScoreWindows(Broadcast<ScoringModel> model, ScoringConfig config) {
    this.model = model;
    this.config = config;
  }

  Dataset<Row> apply(Dataset<Row> windows) {
    return windows.mapPartitions(
        new ScorePartition(model, config.miniBatchSize()),
        Encoders.row(PredictionTable.spec(config.table()).columns()));
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> windows) {
      List<Row> scored = new ArrayList<>();
      if (!windows.hasNext()) {
        return scored.iterator();
      }
      List<Row> held = new ArrayList<>();
      windows.forEachRemaining(held::add); // a micro-batch is bounded
      ScoringModel used = model.value();
      PredictionRows rows = new PredictionRows(used);
      try (Predictor predictor = used.open()) {
        new WindowPredictions(predictor, used.spec().windows(), miniBatchSize)
            .predict(
                held.size(),
                (w, target, offset) -> LiveWindows.read(held.get(w), target, offset),
                said -> scored.add(rows.row(reading(held.get(said.window())), said)));
      }
      return scored.iterator();
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
