package io.lepton.jobs.scoring;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.lake.stream.SourceChanged;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.ChampionWatch;
import io.lepton.scoring.OtherFeatures;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.streaming.StreamingQuery;

/** A model version and silver to predictions: the same sink, fed once or by a stream. */
public final class ScoreJob {
  private final JobContext context;
  private final ScoringConfig config;
  private final Broadcast<ScoringModel> model; // a stream may go on with another
  private final LakeTable silver;
  private final VersionScoring scoring;
  private final Optional<ShadowScoring> shadow;
  private final AtomicLong scored = new AtomicLong();
  private volatile boolean isFailureTold;
  private long version; // of silver, up to which all is scored

  public ScoreJob(JobContext context) {
    this.context = context;
    this.config = context.config().scoring();
    this.model = broadcast(context, LastGood.version(context));
    this.silver = FeaturesJob.silver(context);
    this.scoring = new VersionScoring("score", context, model, config.table());
    this.shadow = ShadowScoring.of(context);
  }

  /** Scores every reading that this model version has not scored yet. */
  public long batch() {
    version = silver.version();
    batchOfVersion();
    shadow.ifPresent(tried -> tried.batch(version));
    return scored.get();
  }

  private void batchOfVersion() {
    context.progress().start("score");
    heard(scoring.batch(version), scoring.failed());
    context.progress().end(described());
  }

  /**
   * Scores what is there, then readings as they arrive, until it is stopped. A later run goes on
   * where this one ended.
   */
  public void stream() {
    ScoreJob job = this;
    while (!job.follow()) {
      job = new ScoreJob(context);
    }
  }

  /** Whether it was stopped; if not, there is reason for a query of its own. */
  private boolean follow() {
    version = silver.version();
    boolean goesOn = scoring.continues();
    if (goesOn) {
      context.progress().note("%s goes on where its stream ended.".formatted(model.value().id()));
    } else {
      batchOfVersion();
    }
    shadow.filter(tried -> !tried.continues()).ifPresent(tried -> tried.batch(version));
    context.progress().start("score");
    try {
      StreamingQuery query = start();
      shadow.ifPresent(tried -> tried.start(version));
      Streams.await(query);
      shadow.ifPresent(ShadowScoring::await);
    } catch (OtherFeatures e) {
      context
          .progress()
          .note(
              "%s is champion now and has other features: the stream starts anew with it."
                  .formatted(e.champion()));
      return false;
    } catch (SourceChanged e) {
      if (!goesOn && !scoring.continues()) {
        throw e; // it began with what is there now and came to nothing: so would the next one
      }
      context.progress().note("the stream starts anew with what is there now: " + e.found());
      scoring.forget();
      shadow.ifPresent(ShadowScoring::forget);
      return false;
    } finally {
      shadow.ifPresent(ShadowScoring::stop);
    }
    context.progress().end(described());
    return true;
  }

  /** Starts scoring of what has arrived since the last batch; the caller stops it. */
  public StreamingQuery start() {
    return scoring.start(version, models(), this::heard);
  }

  /** The champion of the moment, if that is what scores. */
  private Supplier<Broadcast<ScoringModel>> models() {
    return config.followsChampion()
        ? new ChampionWatch(
            context.session(),
            context.models(),
            model,
            context.progress()::note,
            champion -> {
              requireColumns(champion, silver);
              config.require(champion);
            })
        : () -> model;
  }

  private void heard(long readings, long failed) {
    scored.addAndGet(readings);
    if (failed > 0 && !isFailureTold) {
      isFailureTold = true; // the rows say it of each
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "%,d readings have no prediction: the network answered NaN or Infinity ('error' in %s). Look at one with 'lepton explain', then train again or score with another version.",
                  failed,
                  config.tableId()));
    }
    context.progress().update(described());
    shadow.ifPresent(ShadowScoring::look);
  }

  private String described() {
    return String.format(Locale.ROOT, "%,d readings with %s", scored.get(), model.value().id());
  }

  /** A model version in the configured runtime, on its way to the executors. */
  public static Broadcast<ScoringModel> broadcast(JobContext context, ModelVersion version) {
    return broadcast(context, context.models().open(version));
  }

  private static Broadcast<ScoringModel> broadcast(JobContext context, StoredModel stored) {
    ScoringModel model = ScoringModel.of(stored).on(context.config().scoring().runtime());
    requireColumns(model, FeaturesJob.silver(context));
    return model.broadcast(context.session());
  }

  private static void requireColumns(ScoringModel model, LakeTable silver) {
    List<String> misfits = model.spec().misfits(silver.read().schema());
    if (!misfits.isEmpty()) {
      throw PipelineException.data(
          "Cannot score %s with model '%s': %s. Ingest these columns as they were in training, or choose another version with scoring.version."
              .formatted(silver.id(), model.id(), String.join(", ", misfits)));
    }
  }
}
