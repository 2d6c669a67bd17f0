package io.lepton.bench.ingest;

import io.lepton.bench.scoring.BenchModel;
import io.lepton.ingest.IngestConfig;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.LiveWindows;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringRuntime;
import io.lepton.scoring.ScoringSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Predictions of readings as they come into silver, as {@code lepton score --stream} makes them.
 */
final class LiveScoring {
  /** The name of its query. */
  static final String QUERY = "score";

  private static final int MINI_BATCH = 256;

  private final SparkSession session;
  private final LakeTable predictions;
  private final StreamingQuery query;

  private LiveScoring(SparkSession session, LakeTable predictions, StreamingQuery query) {
    this.session = session;
    this.predictions = predictions;
    this.query = query;
  }

  /** Starts on silver that is empty, with a model trained on readings which are made up. */
  static LiveScoring start(
      SparkSession session,
      IngestConfig ingest,
      Path folder,
      int triggerMillis,
      BenchModel network) {
    Lake lake = Lake.open(session, folder.resolve("lake").toString());
    LakeTable silver = lake.open(ingest.telemetry().silver());
    ScoringConfig config = config(triggerMillis);
    LakeTable predictions = lake.open(PredictionTable.spec(config.table()));
    Dataset<Row> events =
        silver.read().selectExpr("device_id", "event_time", "'none' as kind").limit(0);
    ScoringModel model = network.of(madeUp(session), events);
    Broadcast<ScoringModel> sent = model.broadcast(session);
    long version = silver.version();
    Dataset<Row> windows =
        new LiveWindows(model.spec())
            .of(
                new LiveWindows.Source(silver.readStreamFrom(version), events),
                new LiveWindows.Source(silver.readAt(version), events));
    StreamingQuery query =
        Streams.start(
            QUERY,
            windows,
            new StreamConfig(config.trigger(), folder.resolve("scoring").toString()),
            new ScoringSink(predictions, () -> sent, config, (count, failed) -> {}));
    return new LiveScoring(session, predictions, query);
  }

  private static ScoringConfig config(int triggerMillis) {
    return new ScoringConfig(
        "bench",
        "latest",
        MINI_BATCH,
        "predictions",
        StreamTrigger.every(Duration.ofMillis(triggerMillis)),
        ScoringRuntime.DEEPLEARNING4J,
        0,
        ScoringConfig.Shadow.NONE);
  }

  private static Dataset<Row> madeUp(SparkSession session) {
    List<String> columns = new ArrayList<>();
    columns.add("concat('device-', id % 2) as device_id");
    columns.add("timestamp_seconds(id) as event_time");
    columns.add("id as sequence");
    columns.add("timestamp_seconds(id) as kafka_time");
    for (String name : Messages.names()) {
      columns.add("100 * rand(1) as " + name);
    }
    return session.range(2000).selectExpr(columns.toArray(new String[0]));
  }

  /** Stops once all that silver holds is scored. */
  void stop() {
    query.processAllAvailable();
    Streams.stop(query);
  }

  /** How late predictions were, of readings sent since then. */
  Delays delays(long sinceMillis) throws IOException {
    Path table = Path.of(predictions.location().replaceFirst("^file:/+", "/"));
    return TableDelays.read(session, table, sinceMillis);
  }
}
