package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.stream.MicroBatchSink;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.WriteIdentity;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores the windows of a micro-batch and writes each prediction once, whoever else writes to the
 * table. A window that a reading out of order has changed changes its prediction.
 */
public final class ScoringSink implements MicroBatchSink {
  private final LakeTable predictions;
  private final Supplier<Broadcast<ScoringModel>> models;
  private final ScoringConfig config;
  private final LongConsumer listener;

  /**
   * A sink.
   *
   * @param predictions where the predictions go
   * @param models asked before each micro-batch which model scores it
   * @param listener hears how many windows each micro-batch had
   */
  public ScoringSink(
      LakeTable predictions,
      Supplier<Broadcast<ScoringModel>> models,
      ScoringConfig config,
      LongConsumer listener) {
    this.predictions = predictions;
    this.models = models;
    this.config = config;
    this.listener = listener;
  }

  @Override
  public void accept(Dataset<Row> windows, WriteIdentity identity) {
    Dataset<Row> held = windows.persist();
    try {
      long count = held.count();
      if (count == 0) {
        return;
      }
      Dataset<Row> scored = new ScoreWindows(models.get(), config).apply(held).persist();
      try {
        if (held.where(col(LiveWindows.AGAIN)).isEmpty()) {
          predictions.appendNew(scored, PredictionTable.KEY);
        } else {
          predictions.put(scored, PredictionTable.KEY);
        }
      } finally {
        scored.unpersist();
      }
      listener.accept(count);
    } finally {
      held.unpersist();
    }
  }
}
