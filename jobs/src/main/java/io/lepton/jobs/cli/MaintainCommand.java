package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.lake.MaintainJob;
import io.lepton.lake.lock.LockScope;
import io.lepton.lake.upkeep.Upkeep;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Upkeep of the lake's tables. */
@Command(
    name = "maintain",
    description = {
      "Put small files together and delete those of old versions.",
      "Versions that models were made from stay readable; ingest may go on meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  lepton maintain conf/turbofan.conf                             all tables, once a night",
      "  lepton maintain conf/turbofan.conf --dry-run                   say what would be done",
      "  lepton maintain conf/turbofan.conf --table silver.telemetry --set maintain.keep=\"2 days\""
    })
public final class MaintainCommand extends ConfiguredCommand {
  @Option(
      names = "--table",
      paramLabel = "LAYER.NAME",
      description = "Only this table; may be given more than once.")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--dry-run", description = "Say what would be done and change nothing.")
  private boolean dryRun;

  private long compacted;
  private long deleted;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = dryRun ? open(config) : openAlone(config, LockScope.LAKE)) {
      MaintainJob job = new MaintainJob(context, config.maintain(), tables);
      if (dryRun) {
        job.rehearse(this::print);
      } else {
        job.run(this::print);
      }
    }
  }

  private void print(Upkeep upkeep) {
    compacted += upkeep.compacted();
    deleted += upkeep.vacuumed().files();
    figure("files_compacted", compacted);
    figure("files_deleted", deleted);
    out().println(upkeep.described());
    out().flush();
  }
}
