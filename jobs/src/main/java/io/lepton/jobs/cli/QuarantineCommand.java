package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.ingest.QuarantineJob;
import io.lepton.lake.PipelineException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The messages that were rejected. */
@Command(
    name = "quarantine",
    description = {
      "Look at rejected messages, or take them again after a fix.",
      "Replay takes those that today's configuration accepts to silver, each once; the others"
          + " stay.",
      "It may be stopped at any time and run again; ingest may go on meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  lepton quarantine conf/turbofan.conf list",
      "  lepton quarantine conf/turbofan.conf show --reason out-of-range --rows 5",
      "  lepton quarantine conf/turbofan.conf replay --dry-run",
      "  lepton quarantine conf/turbofan.conf replay --table telemetry --reason out-of-range"
    })
public final class QuarantineCommand extends ConfiguredCommand {
  @Parameters(index = "1", paramLabel = "ACTION", description = "list, show or replay.")
  private Action action;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only this table, such as telemetry; both unless given.")
  private String table;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only messages rejected for this reason, such as out-of-range.")
  private String reason;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most messages to show of a table (${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--dry-run", description = "Say what a replay would do and change nothing.")
  private boolean dryRun;

  /** What to do. */
  private enum Action {
    LIST,
    SHOW,
    REPLAY
  }

  @Override
  void run(PipelineConfig config) {
    if (rows < 1) {
      throw PipelineException.config(
          "Cannot show messages: --rows is %d (expected: > 0). Correct it.".formatted(rows));
    }
    try (JobContext context = open(config)) {
      QuarantineJob job =
          new QuarantineJob(
              context,
              out(),
              TableChoice.of(config, Optional.ofNullable(table)),
              Optional.ofNullable(reason));
      switch (action) {
        case LIST -> job.list();
        case SHOW -> job.show(rows);
        case REPLAY -> {
          if (dryRun) {
            job.rehearse();
          } else {
            job.replay();
          }
        }
      }
    }
  }
}
