package io.lepton.jobs;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoreReadings;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringSink;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import scala.collection.JavaConverters;

/** A model version and silver to predictions: the same sink, fed once or by a stream. */
final class ScoreJob {
  private final JobContext context;
  private final ScoringConfig config;
  private final Broadcast<ScoringModel> model;
  private final LakeTable silver;
  private final LakeTable predictions;
  private final AtomicLong scored = new AtomicLong();

  ScoreJob(JobContext context) {
    this.context = context;
    this.config = context.config().scoring();
    this.model = broadcast(context);
    this.silver = FeaturesJob.silver(context);
    this.predictions = context.lake().open(PredictionTable.spec(config.table()));
  }

  /** Scores every reading that this model version has not scored yet. */
  long batch() {
    context.progress().start("score");
    Dataset<Row> held =
        predictions
            .read()
            .where(col(PredictionTable.MODEL).equalTo(model.value().name()))
            .where(col(PredictionTable.MODEL_VERSION).equalTo(model.value().version()));
    Dataset<Row> unscored =
        silver
            .read()
            .join(
                held.select(
                    TelemetryTables.READING_KEY.stream().map(c -> col(c)).toArray(Column[]::new)),
                JavaConverters.asScalaBuffer(TelemetryTables.READING_KEY).toSeq(),
                "left_anti");
    sink().accept(unscored, new WriteIdentity("batch", 0));
    context.progress().end(described());
    return scored.get();
  }

  /** Scores readings as they arrive, until it is stopped. */
  void stream() {
    context.progress().start("score");
    // The history may be scored already; a prediction is written once all the same.
    StreamingQuery query = start(silver.readStream());
    Streams.await(query);
    context.progress().end(described());
  }

  /** Starts scoring of what arrives from now on; the caller stops it. */
  StreamingQuery startFromNow() {
    return start(silver.readStreamFromNow());
  }

  private StreamingQuery start(Dataset<Row> readings) {
    String name = "score-" + model.value().name() + "-" + model.value().version();
    return Streams.start(
        name, readings, new StreamConfig(config.trigger(), context.checkpoint(name)), sink());
  }

  private ScoringSink sink() {
    return new ScoringSink(silver, predictions, new ScoreReadings(model, config), this::heard);
  }

  private void heard(long readings) {
    scored.addAndGet(readings);
    context.progress().update(described());
  }

  private String described() {
    return String.format(Locale.ROOT, "%,d readings with %s", scored.get(), model.value().id());
  }

  /** The configured model version, on its way to the executors. */
  static Broadcast<ScoringModel> broadcast(JobContext context) {
    ScoringConfig config = context.config().scoring();
    ModelVersion version = context.models().require(config.model(), config.version());
    ScoringModel model = ScoringModel.of(context.models().open(version));
    requireColumns(model, FeaturesJob.silver(context));
    return context
        .session()
        .sparkContext()
        .broadcast(model, scala.reflect.ClassTag$.MODULE$.apply(ScoringModel.class));
  }

  private static void requireColumns(ScoringModel model, LakeTable silver) {
    List<String> columns = List.of(silver.read().columns());
    List<String> missing =
        Stream.concat(model.spec().channels().stream(), model.spec().settings().stream())
            .filter(c -> !columns.contains(c))
            .toList();
    if (!missing.isEmpty()) {
      throw PipelineException.data(
          "Cannot score %s with model '%s': it expects columns the table has not (missing: %s). Ingest them or choose another version."
              .formatted(silver.id(), model.id(), missing));
    }
  }
}
