package io.lepton.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.jobs.cli.AuditCommand;
import io.lepton.jobs.cli.BrokerCommand;
import io.lepton.jobs.cli.ClocksCommand;
import io.lepton.jobs.cli.DemoCommand;
import io.lepton.jobs.cli.FeaturesCommand;
import io.lepton.jobs.cli.ImportCommand;
import io.lepton.jobs.cli.MaintainCommand;
import io.lepton.jobs.cli.ModelsCommand;
import io.lepton.jobs.cli.PipelineCommands;
import io.lepton.jobs.cli.QuarantineCommand;
import io.lepton.jobs.cli.ReplayCommand;
import io.lepton.jobs.cli.SearchCommand;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The main: picks the command, prints what it has to say, sets the exit code.
 *
 * <p>0 done, 1 a bug of Lepton, 2 configuration or command line, 3 data, 4 Kafka, storage or
 * another part of the outside world.
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
      "Exit codes: 0 done, 1 a bug of Lepton, 2 configuration, 3 data, 4 outside world."
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
      PipelineCommands.Pipeline.class,
      PipelineCommands.Report.class,
      PipelineCommands.Sql.class,
      QuarantineCommand.class,
      ReplayCommand.class,
      ModelsCommand.class,
      AuditCommand.class,
      ClocksCommand.class,
      MaintainCommand.class,
      BrokerCommand.class
    })
public final class JobCli implements Runnable {
  private static final int BUG = 1;

  /** Set when the user or the system stops the process: what fails after that is no news. */
  private static volatile boolean stopping;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true));
    System.exit(
        execute(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            args));
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
        new CommandLine(new JobCli())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExitCodeExceptionMapper(JobCli::exitCode)
            .setExecutionExceptionHandler(
                (thrown, command, parsed) -> {
                  say(command.getErr(), thrown);
                  return exitCode(thrown);
                });
    return line.execute(args);
  }

  private static void say(PrintWriter err, Exception thrown) {
    if (stopping) {
      return;
    }
    Optional<PipelineException> known = known(thrown);
    err.println();
    if (known.isPresent()) {
      err.println(known.get().getMessage());
    } else {
      err.println("This is a bug of Lepton. Send us what stands below.");
      thrown.printStackTrace(err);
    }
    err.flush();
  }

  private static int exitCode(Throwable thrown) {
    if (thrown instanceof CommandLine.ParameterException) {
      return PipelineException.Kind.CONFIG.exitCode();
    }
    return known(thrown).map(e -> e.kind().exitCode()).orElse(BUG);
  }

  /** An error for the user, also where Spark has wrapped it. */
  private static Optional<PipelineException> known(Throwable thrown) {
    Optional<PipelineException> storage = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException found) {
        return Optional.of(found);
      }
      if (cause instanceof IOException broken) {
        storage = Optional.of(storage(broken));
      }
    }
    return storage;
  }

  /** A full disk, a folder without permission: nothing that Lepton could mend. */
  private static PipelineException storage(IOException broken) {
    return PipelineException.outside(
        "Cannot go on: %s (expected: storage that can be read and written). Mend it and run the same command again; nothing is written twice."
            .formatted(broken.getMessage()),
        broken);
  }
}
