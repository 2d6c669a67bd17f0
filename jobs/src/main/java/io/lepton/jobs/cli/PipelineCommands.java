package io.lepton.jobs.cli;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.Recovery;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.EvaluationSummary;
import io.lepton.jobs.ingest.ImportJob;
import io.lepton.jobs.ingest.IngestJob;
import io.lepton.jobs.ingest.SimulateJob;
import io.lepton.jobs.lake.SqlJob;
import io.lepton.jobs.models.VerdictSummary;
import io.lepton.jobs.pipeline.PipelineJob;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.jobs.report.ReportJob;
import io.lepton.jobs.scoring.ScoreJob;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.StreamTrigger;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One command for each job. */
public final class PipelineCommands {
  private PipelineCommands() {}

  /** Publishes a fleet that is made up. */
  @Command(
      name = "simulate",
      description = "Publish the telemetry of a fleet that is made up.",
      footer = {
        "",
        "Examples:",
        "  lepton simulate conf/turbofan.conf",
        "  lepton simulate conf/turbofan.conf --rate 50 --set simulation.devices=1000"
      })
  public static final class Simulate extends ConfiguredCommand {
    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "100",
        description = "Messages per second while the running engines go on (${DEFAULT-VALUE}).")
    private double rate;

    @Override
    void run(PipelineConfig config) {
      SimulateJob job = new SimulateJob(config, Progress.standard());
      job.history();
      job.live(rate);
      out().println(job.truth().toJson());
    }
  }

  /** Kafka to silver. */
  @Command(
      name = "ingest",
      description = "Take messages from Kafka to bronze, silver and quarantine.",
      footer = {
        "",
        "Examples:",
        "  lepton ingest conf/turbofan.conf                  what is there now, then end",
        "  lepton ingest conf/turbofan.conf --every 1s       go on until stopped"
      })
  public static final class Ingest extends JobCommand {
    @Option(
        names = "--every",
        paramLabel = "DURATION",
        description = "Go on, with a micro-batch this often, such as 30s.")
    private String every;

    @Option(
        names = "--accept-loss",
        description = "Go on behind messages that Kafka has deleted; the lake records it.")
    private boolean acceptLoss;

    @Option(
        names = "--rebuild-checkpoint",
        description = "Set the checkpoint aside and go on from what the lake holds.")
    private boolean rebuildCheckpoint;

    @Override
    void work(PipelineConfig config) {
      Set<Recovery> recoveries = EnumSet.noneOf(Recovery.class);
      if (acceptLoss) {
        recoveries.add(Recovery.ACCEPT_LOSS);
      }
      if (rebuildCheckpoint) {
        recoveries.add(Recovery.REBUILD_CHECKPOINT);
      }
      StreamTrigger trigger =
          every == null ? config.ingest().trigger() : StreamTrigger.parse(every);
      try (JobContext context = open(config)) {
        BatchCounts counts =
            new IngestJob(context, config.ingest().with(trigger), recoveries).run();
        Figures.of(counts).forEach(this::figure);
        out().println(IngestJob.described(counts));
      }
    }

    @Override
    Plan plan(Planner planner) {
      return planner.ingest();
    }
  }

  /** A training set to a model version. */
  @Command(
      name = "train",
      description = "Train a network on the training set and register it.",
      footer = {"", "Example:", "  lepton train conf/turbofan.conf --set training.workers=4"})
  public static final class Train extends JobCommand {
    @Override
    void work(PipelineConfig config) {
      try (JobContext context = openAlone(config)) {
        ModelVersion model = new TrainJob(context).run();
        context.models().manifest(model).metrics().forEach(this::figure);
        out().println(model);
      }
    }

    @Override
    Plan plan(Planner planner) {
      return planner.train();
    }
  }

  /** A model version to its figures. */
  @Command(
      name = "evaluate",
      description = "Measure a model version on held-out devices; the newest unless one is set.",
      footer = {
        "",
        "Examples:",
        "  lepton evaluate conf/turbofan.conf --set scoring.version=3",
        "  lepton evaluate conf/turbofan.conf --by-device | head -30"
      })
  public static final class Evaluate extends JobCommand {
    @Option(names = "--by-device", description = "Also print each device, the worst first.")
    private boolean byDevice;

    @Option(
        names = "--by-prediction",
        description =
            "Also print each range of predicted numbers: is the model wrong near failure?")
    private boolean byPrediction;

    @Override
    void work(PipelineConfig config) {
      try (JobContext context = open(config)) {
        EvaluateJob.Result result = new EvaluateJob(context).run();
        EvaluationSummary.print(out(), config, result);
        Figures.of(result).forEach(this::figure);
        if (byDevice) {
          out().println();
          result.byDevice().print(out());
        }
        if (byPrediction) {
          out().println();
          result.byPrediction().print(out());
        }
      }
    }

    @Override
    Plan plan(Planner planner) {
      return planner.evaluate();
    }
  }

  /** Silver to predictions. */
  @Command(
      name = "score",
      description = "Write predictions for the readings in silver.",
      footer = {
        "",
        "Examples:",
        "  lepton score conf/turbofan.conf               what is not scored yet, then end",
        "  lepton score conf/turbofan.conf --stream      go on until stopped"
      })
  public static final class Score extends JobCommand {
    @Option(names = "--stream", description = "Go on and score readings as they arrive.")
    private boolean stream;

    @Override
    void work(PipelineConfig config) {
      try (JobContext context = stream ? open(config) : openAlone(config)) {
        ScoreJob job = new ScoreJob(context);
        if (stream) {
          job.stream();
        } else {
          long scored = job.batch();
          figure("readings_scored", scored);
          out().printf("%,d readings scored%n", scored);
        }
      }
    }

    @Override
    Plan plan(Planner planner) {
      return planner.score();
    }
  }

  /** Everything, one after another. */
  @Command(
      name = "pipeline",
      description = "Import or ingest, build features, train, evaluate, promote, score, report.",
      footer = {
        "",
        "Examples:",
        "  lepton pipeline conf/turbofan.conf",
        "  lepton pipeline conf/cmapss-fd001.conf --set source.directory=CMAPSSData"
      })
  public static final class Pipeline extends JobCommand {
    @Option(
        names = "--report",
        paramLabel = "FILE",
        defaultValue = "report.html",
        description = "Where the report goes (${DEFAULT-VALUE}).")
    private Path report;

    @Override
    void work(PipelineConfig config) {
      config.source().ifPresent(source -> ImportJob.requireFiles(config, source));
      try (JobContext context = openAlone(config)) {
        PipelineJob.Result result = new PipelineJob(context, report).run();
        Figures.of(result.evaluation()).forEach(this::figure);
        figure("readings_scored", result.scored());
        figure("promoted", result.verdict().accepted() ? 1 : 0);
        EvaluationSummary.print(out(), config, result.evaluation());
        new VerdictSummary(context, out()).print(result.verdict());
        Lines.line(
            out(), "scored", "%,d readings to %s", result.scored(), config.scoring().tableId());
        Lines.line(out(), "report", "%s", result.report());
      }
    }

    @Override
    Plan plan(Planner planner) {
      return planner.pipeline();
    }
  }

  /** The report once more. */
  @Command(
      name = "report",
      description = "Write the HTML report of the model that scores.",
      footer = {"", "Example:", "  lepton report conf/turbofan.conf --to report.html"})
  public static final class Report extends ConfiguredCommand {
    @Option(
        names = "--to",
        paramLabel = "FILE",
        defaultValue = "report.html",
        description = "Where it goes (${DEFAULT-VALUE}).")
    private Path target;

    @Override
    void run(PipelineConfig config) {
      try (JobContext context = open(config)) {
        out().println(new ReportJob(context).write(target, ReportJob.Extras.none()));
      }
    }
  }

  /** A look into the lake. */
  @Command(
      name = "sql",
      description = "Ask the lake with SQL; tables are bronze.*, silver.*, quarantine.*, gold.*.",
      footer = {
        "",
        "Examples:",
        "  lepton sql conf/turbofan.conf 'SHOW TABLES IN silver'",
        "  lepton sql conf/turbofan.conf 'SELECT reason, count(*) FROM quarantine.telemetry GROUP"
            + " BY 1'",
        "  lepton sql conf/turbofan.conf 'SELECT * FROM gold.predictions' --json --rows 5 | jq"
            + " .rows"
      })
  public static final class Sql extends ConfiguredCommand {
    @Parameters(index = "1", paramLabel = "QUERY", description = "The query.")
    private String query;

    @Option(
        names = "--rows",
        paramLabel = "N",
        defaultValue = "50",
        description = "Most rows to show (${DEFAULT-VALUE}).")
    private int rows;

    @Override
    void run(PipelineConfig config) {
      try (JobContext context = open(config)) {
        SqlJob job = new SqlJob(context);
        if (isForMachines()) {
          line().rows(job.lines(query, rows));
        } else {
          out().print(job.run(query, rows));
        }
      }
    }
  }
}
