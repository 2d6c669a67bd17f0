package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.stream.MicroBatchSink;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.StreamAppender;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.TimeRange;
import io.lepton.lake.table.WriteIdentity;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores the windows of a micro-batch and writes each prediction once, whoever else writes to the
 * table. A window that a reading out of order has changed changes its prediction.
 */
public final class ScoringSink implements MicroBatchSink {
  private final StreamAppender predictions;
  private final Supplier<Broadcast<ScoringModel>> models;
  private final ScoringConfig config;
  private final Listener listener;

  /** Hears of each micro-batch. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A micro-batch was written.
     *
     * @param windows how many it had
     * @param failed how many of them have no prediction, as {@link PredictionTable#ERROR} says
     */
    void scored(long windows, long failed);
  }

  /**
   * A sink.
   *
   * @param predictions where the predictions go
   * @param models asked before each micro-batch which model scores it
   * @param listener hears of each micro-batch
   */
  public ScoringSink(
      LakeTable predictions,
      Supplier<Broadcast<ScoringModel>> models,
      ScoringConfig config,
      Listener listener) {
    this.predictions = predictions.streamAppender(PredictionTable.KEY, TelemetryTables.EVENT_TIME);
    this.models = models;
    this.config = config;
    this.listener = listener;
  }

  @Override
  public void accept(Dataset<Row> windows, WriteIdentity identity) {
    // predictions are kept, not windows, which are twenty times as large
    Dataset<Row> scored = new ScoreWindows(models.get(), config).apply(windows).persist();
    try {
      Column time = unix_micros(col(TelemetryTables.EVENT_TIME));
      Row seen =
          scored
              .agg(
                  count(lit(1)),
                  min(time),
                  max(time),
                  max(LiveWindows.AGAIN),
                  count(PredictionTable.ERROR))
              .first();
      long count = seen.getLong(0);
      if (count == 0) {
        return;
      }
      TimeRange times = new TimeRange(TelemetryTables.EVENT_TIME, seen.getLong(1), seen.getLong(2));
      Dataset<Row> rows = scored.drop(LiveWindows.AGAIN);
      if (seen.getBoolean(3)) {
        predictions.put(rows, times);
      } else {
        predictions.append(rows, times, identity);
      }
      listener.scored(count, seen.getLong(4));
    } finally {
      scored.unpersist();
    }
  }
}
