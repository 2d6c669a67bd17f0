package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.ingest.ReplayJob;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Silver from bronze once more. */
@Command(
    name = "replay",
    description = {
      "Make silver and quarantine anew from bronze and say how they differ from what is there.",
      "With --swap the new tables take the place of the old ones; stop ingest before."
    },
    footer = {
      "",
      "Examples:",
      "  lepton replay conf/turbofan.conf --table telemetry",
      "  lepton replay conf/turbofan.conf --table telemetry --swap"
    })
public final class ReplayCommand extends ConfiguredCommand {
  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only this table, such as telemetry; both unless given.")
  private String table;

  @Option(names = "--swap", description = "Put the new tables in place of the old ones.")
  private boolean swap;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      ReplayJob job =
          new ReplayJob(context, out(), TableChoice.of(config, Optional.ofNullable(table)));
      if (swap) {
        job.swap();
      } else {
        job.compare();
      }
    }
  }
}
