package io.lepton.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.jobs.cli.AlertsCommand;
import io.lepton.jobs.cli.AuditCommand;
import io.lepton.jobs.cli.BrokerCommand;
import io.lepton.jobs.cli.ClocksCommand;
import io.lepton.jobs.cli.ClusterCommand;
import io.lepton.jobs.cli.DemoCommand;
import io.lepton.jobs.cli.DevicesCommand;
import io.lepton.jobs.cli.DriftCommand;
import io.lepton.jobs.cli.EraseCommand;
import io.lepton.jobs.cli.ExplainCommand;
import io.lepton.jobs.cli.Failures;
import io.lepton.jobs.cli.FeaturesCommand;
import io.lepton.jobs.cli.ImportCommand;
import io.lepton.jobs.cli.MaintainCommand;
import io.lepton.jobs.cli.ModelsCommand;
import io.lepton.jobs.cli.PerformanceCommand;
import io.lepton.jobs.cli.PipelineCommands;
import io.lepton.jobs.cli.PlanCommand;
import io.lepton.jobs.cli.QuarantineCommand;
import io.lepton.jobs.cli.ReplayCommand;
import io.lepton.jobs.cli.RetrainCommand;
import io.lepton.jobs.cli.SearchCommand;
import io.lepton.jobs.cli.TopCommand;
import io.lepton.lake.PipelineException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The main: picks the command, prints what it has to say, sets the exit code.
 *
 * <p>0 done, 1 a bug of Lepton, 2 configuration or command line, 3 data, 4 Kafka, storage or
 * another part of the outside world, 5 another job is at work.
 */
@Command(
    name = "lepton",
    mixinStandardHelpOptions = true,
    version = "lepton 0.1.0",
    description = "From a fleet's telemetry in Kafka to predictions in the lake.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  lepton demo                                  see it all, with a fleet made up",
      "  lepton pipeline conf/turbofan.conf           one night's work, from Kafka to predictions",
      "  lepton train conf/turbofan.conf --set training.epochs=20",
      "  lepton sql conf/turbofan.conf 'SELECT * FROM gold.predictions LIMIT 10'",
      "",
      "Exit codes: 0 done, 1 a bug of Lepton, 2 configuration, 3 data, 4 outside world,",
      "5 another job is at work on the same model or lake.",
      "For machines: --json prints one line of JSON, --dry-run changes nothing."
    },
    subcommands = {
      DemoCommand.class,
      PipelineCommands.Simulate.class,
      ImportCommand.class,
      PipelineCommands.Ingest.class,
      FeaturesCommand.class,
      PipelineCommands.Train.class,
      SearchCommand.class,
      PipelineCommands.Evaluate.class,
      PipelineCommands.Score.class,
      AlertsCommand.class,
      DevicesCommand.class,
      TopCommand.class,
      DriftCommand.class,
      PerformanceCommand.class,
      RetrainCommand.class,
      PipelineCommands.Pipeline.class,
      PipelineCommands.Report.class,
      PipelineCommands.Sql.class,
      QuarantineCommand.class,
      ReplayCommand.class,
      ModelsCommand.class,
      EraseCommand.class,
      ExplainCommand.class,
      AuditCommand.class,
      ClocksCommand.class,
      MaintainCommand.class,
      PlanCommand.class,
      BrokerCommand.class,
      ClusterCommand.class
    })
public final class JobCli implements Runnable {
  /** Set when the user or the system stops the process: what fails after that is no news. */
  private static volatile boolean stopping;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** A command that a later room brings; it is found if that room is on the class path. */
  public interface Addition {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true));
    int code =
        execute(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            args);
    // YARN takes a driver of its own that ends by itself for a failed one, whatever its exit code.
    if (code != 0 || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
  }

  /**
   * Runs a command line.
   *
   * @param out where results go
   * @param err where problems go
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line =
        withAdditions(new CommandLine(new JobCli()))
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExitCodeExceptionMapper(Failures::exitCode)
            .setExecutionExceptionHandler(
                (thrown, command, parsed) -> {
                  say(command.getErr(), thrown);
                  return Failures.exitCode(thrown);
                });
    return line.execute(args);
  }

  private static CommandLine withAdditions(CommandLine line) {
    ServiceLoader.load(Addition.class).forEach(line::addSubcommand);
    return line;
  }

  private static void say(PrintWriter err, Exception thrown) {
    if (stopping) {
      return;
    }
    Optional<PipelineException> known = Failures.known(thrown);
    err.println();
    if (known.isPresent()) {
      err.println(known.get().getMessage());
    } else {
      err.println("This is a bug of Lepton. Send us what stands below.");
      thrown.printStackTrace(err);
    }
    err.flush();
  }
}
