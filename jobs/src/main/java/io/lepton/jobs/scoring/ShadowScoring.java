package io.lepton.jobs.scoring;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.Streams;
import io.lepton.scoring.ScoringConfig;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * A version that is tried out beside the one that scores, on the same readings, to a table of its
 * own. In a stream it is a query of its own: one that fails is told of, and the other goes on.
 */
final class ShadowScoring {
  private final JobContext context;
  private final ModelVersion version;
  private final VersionScoring scoring;
  private StreamingQuery query;
  private boolean isTold;

  private ShadowScoring(JobContext context, ModelVersion version) {
    this.context = context;
    this.version = version;
    this.scoring =
        new VersionScoring(
            "shadow",
            context,
            ScoreJob.broadcast(context, version),
            context.config().scoring().shadow().table());
  }

  /** The configured one, unless it is the version that is to score. */
  static Optional<ShadowScoring> of(JobContext context) {
    ScoringConfig config = context.config().scoring();
    return config
        .shadow()
        .rule()
        .map(rule -> context.models().require(config.model(), rule))
        .filter(found -> !found.equals(context.models().require(config.model(), config.version())))
        .map(found -> new ShadowScoring(context, found));
  }

  /** Scores every reading up to a version of silver that it has no prediction of. */
  void batch(long silverVersion) {
    context.progress().start("shadow");
    long rows = scoring.batch(silverVersion);
    context.progress().end(String.format(Locale.ROOT, "%,d readings with %s", rows, version));
  }

  /** Whether a stream can go on without a batch before it. */
  boolean continues() {
    return scoring.continues();
  }

  /** Starts to score what comes: from where an earlier stream ended, or after that version. */
  void start(long silverVersion) {
    query = scoring.start(silverVersion);
  }

  /** Stops the query, and removes what a stream would go on from. */
  void forget() {
    stop();
    scoring.forget();
  }

  /** Notes once that it has failed, if it has. */
  void look() {
    if (query != null && !isTold && query.exception().isDefined()) {
      isTold = true;
      context
          .progress()
          .note(
              "%s, which is tried out, is no longer scored; the stream goes on without it. %s"
                  .formatted(
                      version,
                      Streams.failure(query.name(), query.exception().get()).getMessage()));
    }
  }

  /** Waits for a query that ends by itself; one that fails is told of and no more. */
  void await() {
    try {
      query.awaitTermination();
    } catch (StreamingQueryException e) {
      look();
    }
  }

  /** Stops the query after its running micro-batch, if there is one. */
  void stop() {
    if (query != null) {
      Streams.stop(query);
    }
  }
}
