package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.lake.Transform;
import io.lepton.lake.stream.MicroBatchSink;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * Scores the readings of a micro-batch with their devices' history from silver and writes each
 * prediction once, whoever else writes to the table.
 */
public final class ScoringSink implements MicroBatchSink {
  private final LakeTable silver;
  private final LakeTable predictions;
  private final Transform score;
  private final LongConsumer listener;

  /**
   * A sink.
   *
   * @param silver where the history is
   * @param predictions where the predictions go
   * @param score readings to predictions
   * @param listener hears how many readings each micro-batch had
   */
  public ScoringSink(
      LakeTable silver, LakeTable predictions, Transform score, LongConsumer listener) {
    this.silver = silver;
    this.predictions = predictions;
    this.score = score;
    this.listener = listener;
  }

  @Override
  public void accept(Dataset<Row> batch, WriteIdentity identity) {
    Dataset<Row> wanted =
        batch
            .select(TelemetryTables.READING_KEY.stream().map(c -> col(c)).toArray(Column[]::new))
            .withColumn(ScoreReadings.WANTED, lit(true))
            .persist();
    try {
      long readings = wanted.count();
      if (readings == 0) {
        return;
      }
      Dataset<Row> history =
          silver
              .read()
              .join(
                  wanted.select(TelemetryTables.DEVICE_ID).distinct(),
                  columns(List.of(TelemetryTables.DEVICE_ID)),
                  "left_semi")
              .join(wanted, columns(TelemetryTables.READING_KEY), "left")
              .na()
              .fill(false, new String[] {ScoreReadings.WANTED});
      Dataset<Row> scored = score.apply(history).persist();
      try {
        predictions.appendNew(scored, PredictionTable.KEY);
      } finally {
        scored.unpersist();
      }
      listener.accept(readings);
    } finally {
      wanted.unpersist();
    }
  }

  private static scala.collection.Seq<String> columns(List<String> names) {
    return JavaConverters.asScalaBuffer(names).toSeq();
  }
}
