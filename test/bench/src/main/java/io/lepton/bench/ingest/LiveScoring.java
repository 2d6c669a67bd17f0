package io.lepton.bench.ingest;

import io.lepton.bench.scoring.BenchModel;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableSpec;
import io.lepton.scoring.LiveWindows;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringRuntime;
import io.lepton.scoring.ScoringSink;
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
  private static final int MINI_BATCH = 256;

  private final SparkSession session;
  private final LakeTable silver;
  private final LakeTable predictions;
  private final Path folder;
  private final ScoringConfig config;

  /** Of a table of silver that is there and empty. */
  LiveScoring(SparkSession session, TableSpec silver, Path folder, int triggerMillis) {
    this.session = session;
    this.folder = folder;
    Lake lake = Lake.open(session, folder.resolve("lake").toString());
    this.silver = lake.open(silver);
    this.config =
        new ScoringConfig(
            "bench",
            "latest",
            MINI_BATCH,
            "predictions",
            StreamTrigger.every(Duration.ofMillis(triggerMillis)),
            ScoringRuntime.DEEPLEARNING4J,
            ScoringConfig.Shadow.NONE);
    this.predictions = lake.open(PredictionTable.spec(config.table()));
  }

  /** Starts with a model that was trained on readings which are made up. */
  StreamingQuery start() {
    Dataset<Row> events =
        silver.read().selectExpr("device_id", "event_time", "'none' as kind").limit(0);
    ScoringModel model = BenchModel.of(madeUp(), events);
    Broadcast<ScoringModel> sent = model.broadcast(session);
    long version = silver.version();
    Dataset<Row> windows =
        new LiveWindows(model.spec())
            .of(
                new LiveWindows.Source(silver.readStreamFrom(version), events),
                new LiveWindows.Source(silver.readAt(version), events));
    return Streams.start(
        "score",
        windows,
        new StreamConfig(config.trigger(), folder.resolve("scoring").toString()),
        new ScoringSink(predictions, () -> sent, config, readings -> {}));
  }

  private Dataset<Row> madeUp() {
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

  /** Where the predictions are. */
  Path table() {
    return Path.of(predictions.location().replaceFirst("^file:/+", "/"));
  }
}
