package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableRewrite;
import io.lepton.lake.table.TelemetryTables;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Scores every reading that a model version has no prediction of.
 *
 * @param config how
 * @param predictions the table that tells, and where the predictions go
 */
public record BatchScoring(ScoringConfig config, LakeTable predictions) {
  /**
   * Scores and writes.
   *
   * @param model the version
   * @param history silver, up to where it is to be scored
   * @param events read if the model's features count from them
   * @return predictions written
   */
  public long score(Broadcast<ScoringModel> model, Dataset<Row> history, Dataset<Row> events) {
    TableRewrite first = predictions.rewrite();
    if (held(first.rows(), model).isEmpty()) {
      try {
        return first.append(
            new ScoreReadings(model, config, events, Optional.empty()).apply(history),
            "score",
            model.value().id().toString());
      } catch (DeltaConcurrentModificationException e) {
        // Somebody else scores to the same table: it has to be looked at row by row.
      }
    }
    return add(model, history, events);
  }

  private long add(Broadcast<ScoringModel> model, Dataset<Row> history, Dataset<Row> events) {
    Dataset<Row> rows =
        new ScoreReadings(model, config, events, Optional.of(held(predictions.read(), model)))
            .apply(history)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = rows.count();
      predictions.put(rows, PredictionTable.KEY);
      return count;
    } finally {
      rows.unpersist();
    }
  }

  private static Dataset<Row> held(Dataset<Row> predictions, Broadcast<ScoringModel> model) {
    return predictions
        .where(col(PredictionTable.MODEL).equalTo(model.value().name()))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(model.value().version()))
        .select(Columns.of(TelemetryTables.READING_KEY));
  }
}
