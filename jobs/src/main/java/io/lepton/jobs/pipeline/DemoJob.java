package io.lepton.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.IngestLedger;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.ingest.BrokerJars;
import io.lepton.jobs.ingest.IngestJob;
import io.lepton.jobs.ingest.SimulateJob;
import io.lepton.jobs.monitoring.AlertsJob;
import io.lepton.jobs.report.ReportJob;
import io.lepton.jobs.scoring.ScoreJob;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * The whole way on one machine: broker, fleet, lake, model, predictions while telemetry arrives.
 */
public final class DemoJob {
  private final Size size;
  private final long seed;
  private final Path directory;

  /** How much is shown. */
  public enum Size {
    /** A few minutes. */
    FULL(Map.of(), 60, 20),
    /** A minute. */
    QUICK(
        Map.of(
            "simulation.devices", "60",
            "training.baselines.trees", "10",
            "training.epochs", "8"),
        40,
        8);

    private final Map<String, String> overrides;
    private final int liveRate;
    private final int liveSeconds;

    Size(Map<String, String> overrides, int liveRate, int liveSeconds) {
      this.overrides = overrides;
      this.liveRate = liveRate;
      this.liveSeconds = liveSeconds;
    }
  }

  public DemoJob(Size size, long seed, Path directory) {
    this.size = size;
    this.seed = seed;
    this.directory = directory;
  }

  public DemoSummary run(Progress progress) {
    PipelineConfig offline = config("127.0.0.1:9");
    progress.start("start");
    progress.update("a Kafka broker and Spark");
    CompletableFuture<EmbeddedBroker> starting =
        CompletableFuture.supplyAsync(() -> EmbeddedBroker.startTemporary(BrokerJars.folder()));
    try (SparkSessions.Handle spark = SparkSessions.open("demo", offline.spark());
        EmbeddedBroker broker = started(starting);
        JobContext context = JobContext.of(spark, config(broker.bootstrapServers()), progress)) {
      requireNew(context);
      progress.end(
          "Kafka at " + broker.bootstrapServers() + ", Spark " + spark.session().version());
      return show(context);
    }
  }

  private DemoSummary show(JobContext context) {
    SimulateJob fleet = new SimulateJob(context.config(), context.progress());
    fleet.history();
    new IngestJob(context, context.config().ingest()).run();
    new FeaturesJob(context).run();
    new TrainJob(context).run();
    EvaluateJob.Result evaluation = new EvaluateJob(context).run();
    ScoreJob score = new ScoreJob(context);
    long batch = score.batch();
    Instant liveStart = context.clock().instant();
    live(context, fleet, score);
    DemoSummary summary = summary(context, fleet, evaluation, batch, liveStart);
    new AlertsJob(context).run();
    context.progress().start("report");
    Path report = new ReportJob(context).write(directory.resolve("report.html"), summary.extras());
    context.progress().end(report.toString());
    return summary;
  }

  /** Ingests and scores while the running engines go on. */
  private void live(JobContext context, SimulateJob fleet, ScoreJob score) {
    Duration rhythm = Duration.ofSeconds(1);
    List<StreamingQuery> queries = new ArrayList<>();
    try {
      queries.addAll(
          new IngestJob(context, context.config().ingest().with(StreamTrigger.every(rhythm)))
              .start());
      StreamingQuery scoring = score.start();
      queries.add(scoring);
      fleet.live(size.liveRate, (long) size.liveRate * size.liveSeconds);
      context.progress().start("catch up");
      // Ingest first: what it has not written, scoring cannot have read.
      queries.forEach(DemoJob::drain);
      context.progress().end("every message ingested, every reading scored");
    } finally {
      queries.forEach(Streams::stop);
    }
  }

  private static void drain(StreamingQuery query) {
    query.processAllAvailable();
    if (query.exception().isDefined()) {
      throw Streams.failure(query.name(), query.exception().get());
    }
  }

  private DemoSummary summary(
      JobContext context,
      SimulateJob fleet,
      EvaluateJob.Result evaluation,
      long batch,
      Instant liveStart) {
    LakeTable predictions =
        context.lake().open(PredictionTable.spec(context.config().scoring().table()));
    Dataset<Row> live =
        predictions.read().where(col(TelemetryTables.KAFKA_TIME).geq(Timestamp.from(liveStart)));
    Row delays =
        live.selectExpr(
                "count(*)",
                "coalesce(percentile(delay_seconds, 0.5), 0D)",
                "coalesce(percentile(delay_seconds, 0.95), 0D)")
            .first();
    BatchCounts events =
        IngestLedger.total(context.lake().open(context.config().ingest().events().silver()));
    return new DemoSummary(
        directory,
        context.config().features().label().unitName(),
        IngestJob.ledger(context),
        events,
        fleet.truth(),
        evaluation,
        new ReportJob.Written(batch, delays.getLong(0), delays.getDouble(1), delays.getDouble(2)),
        context.progress().seconds());
  }

  private PipelineConfig config(String servers) {
    Map<String, String> overrides = new LinkedHashMap<>(size.overrides);
    overrides.put("lake.root", directory.resolve("lake").toString());
    overrides.put("ingest.kafka.bootstrap-servers", "[\"" + servers + "\"]");
    overrides.put("simulation.seed", String.valueOf(seed));
    return PipelineConfig.open(
        Path.of(System.getProperty("lepton.home", "."), "conf", "turbofan.conf"), overrides);
  }

  /** The demo makes up a new fleet each time: two of them in one lake would be one nonsense. */
  private void requireNew(JobContext context) {
    if (!context.lake().tables().isEmpty()) {
      throw PipelineException.config(
          "Cannot show the demo in '%s': there is a lake already (expected: a new folder). Leave out --directory or name another."
              .formatted(directory));
    }
  }

  private static EmbeddedBroker started(CompletableFuture<EmbeddedBroker> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PipelineException known) {
        throw known;
      }
      throw e;
    }
  }
}
