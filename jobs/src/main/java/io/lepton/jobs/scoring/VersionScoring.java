package io.lepton.jobs.scoring;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.BatchScoring;
import io.lepton.scoring.LiveWindows;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringSink;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;

/** One model version on its way from silver to a table: what is there, then what arrives. */
final class VersionScoring {
  private final JobContext context;
  private final ScoringConfig config;
  private final Broadcast<ScoringModel> model; // a stream may go on with another
  private final LakeTable silver;
  private final LakeTable events;
  private final LakeTable predictions;

  VersionScoring(JobContext context, Broadcast<ScoringModel> model, String table) {
    this.context = context;
    this.config = context.config().scoring();
    this.model = model;
    this.silver = FeaturesJob.silver(context);
    this.events = FeaturesJob.events(context);
    this.predictions = context.lake().open(PredictionTable.spec(table));
  }

  /** Scores every reading up to a version of silver that the table has no prediction of. */
  long batch(long version) {
    return new BatchScoring(config, predictions)
        .score(model, silver.readAt(version), events.read());
  }

  /**
   * Starts to score what comes after that version of silver; the caller stops it.
   *
   * <p>The progress of an earlier run is not taken up: the micro-batch it broke off would be made
   * again as it was planned then, and replace predictions that know later readings. What was scored
   * until now is in the table, and the state of each device comes from silver.
   */
  StreamingQuery start(
      String name, long version, Supplier<Broadcast<ScoringModel>> models, LongConsumer listener) {
    long eventsVersion = events.version();
    Dataset<Row> windows =
        new LiveWindows(model.value().spec())
            .of(
                new LiveWindows.Source(
                    silver.readStreamFrom(version), events.readStreamFrom(eventsVersion)),
                new LiveWindows.Source(silver.readAt(version), events.readAt(eventsVersion)));
    context.forgetCheckpoint(name);
    return Streams.start(
        name,
        windows,
        new StreamConfig(config.trigger(), context.checkpoint(name)),
        new ScoringSink(predictions, models, config, listener));
  }

  /** The same version for every micro-batch. */
  StreamingQuery start(String name, long version) {
    return start(name, version, () -> model, readings -> {});
  }
}
