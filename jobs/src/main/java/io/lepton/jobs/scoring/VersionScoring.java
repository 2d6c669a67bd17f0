package io.lepton.jobs.scoring;

import static org.apache.spark.sql.functions.col;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.BatchScoring;
import io.lepton.scoring.LiveWindows;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringSink;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;

/** One model version on its way from silver to a table: what is there, then what arrives. */
final class VersionScoring {
  private final String name;
  private final JobContext context;
  private final ScoringConfig config;
  private final Broadcast<ScoringModel> model; // a stream may go on with another
  private final LakeTable silver;
  private final LakeTable events;
  private final LakeTable predictions;
  private final LiveWindows live;
  private final Checkpoint checkpoint;

  /**
   * Opens the tables.
   *
   * @param role what the version is to the stream: a stream of each has progress of its own
   */
  VersionScoring(String role, JobContext context, Broadcast<ScoringModel> model, String table) {
    ModelVersion id = model.value().id();
    this.name = "%s-%s-%d".formatted(role, id.name(), id.number());
    this.context = context;
    this.config = context.config().scoring();
    config.require(model.value());
    this.model = model;
    this.silver = FeaturesJob.silver(context);
    this.events = FeaturesJob.events(context);
    this.predictions = context.lake().open(PredictionTable.spec(table));
    this.live = new LiveWindows(model.value().spec());
    this.checkpoint =
        Checkpoint.at(
            context.checkpoint(name), context.session().sparkContext().hadoopConfiguration());
  }

  /** Scores every reading up to a version of silver that the table has no prediction of. */
  long batch(long version) {
    return new BatchScoring(config, predictions)
        .score(model, silver.readAt(version), events.read());
  }

  /** Readings in the table that the version answered with no number. */
  long failed() {
    return predictions
        .read()
        .where(col(PredictionTable.MODEL).equalTo(model.value().name()))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(model.value().version()))
        .where(col(PredictionTable.ERROR).isNotNull())
        .count();
  }

  /** Whether an earlier stream has scored all that is there, or knows what it has not. */
  boolean continues() {
    return checkpoint.continues(label());
  }

  /**
   * Starts to score what comes: from where an earlier stream ended, or else after a version of
   * silver, up to which all is scored. The caller stops it.
   *
   * <p>What an earlier stream was at when it ended is made again, and replaces the same.
   */
  StreamingQuery start(
      long version, Supplier<Broadcast<ScoringModel>> models, ScoringSink.Listener listener) {
    return Streams.start(
        name,
        windows(version),
        new StreamConfig(config.trigger(), context.checkpoint(name)),
        new ScoringSink(predictions, models, config, listener));
  }

  /** The same version for every micro-batch. */
  StreamingQuery start(long version) {
    return start(version, () -> model, (windows, failed) -> {});
  }

  /** Removes what a stream would go on from. */
  void forget() {
    checkpoint.forget();
  }

  private Dataset<Row> windows(long version) {
    long eventsVersion = events.version();
    LiveWindows.Source arriving =
        new LiveWindows.Source(
            silver.readStreamFrom(version), events.readStreamFrom(eventsVersion));
    if (continues()) {
      return live.of(arriving);
    }
    checkpoint.begin(label());
    return live.of(
        arriving, new LiveWindows.Source(silver.readAt(version), events.readAt(eventsVersion)));
  }

  /** With another table, other windows or another number of tasks a stream begins anew. */
  private String label() {
    return "%s, %s tasks, to %s"
        .formatted(
            live.state(),
            context.session().conf().get("spark.sql.shuffle.partitions"),
            predictions.identity());
  }
}
