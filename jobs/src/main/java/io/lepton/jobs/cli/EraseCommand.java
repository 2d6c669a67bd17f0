package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.erase.EraseJob;
import io.lepton.jobs.erase.Erasure;
import io.lepton.lake.lock.LockScope;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A device is forgotten. */
@Command(
    name = "erase",
    description = {
      "Take a device out of all tables, from raw messages to predictions, and out of their old"
          + " versions; list the models that were trained on it; leave a certificate in the lake.",
      "An audit still accounts for every offset. This cannot be undone."
    },
    footer = {
      "",
      "Examples:",
      "  lepton erase conf/turbofan.conf --device engine-0007 --dry-run   say what would go",
      "  lepton erase conf/turbofan.conf --device engine-0007"
    })
public final class EraseCommand extends ConfiguredCommand {
  @Option(names = "--device", required = true, paramLabel = "NAME", description = "The device.")
  private String device;

  @Option(names = "--dry-run", description = "Say what would be done and change nothing.")
  private boolean dryRun;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = dryRun ? open(config) : openAlone(config, LockScope.LAKE)) {
      EraseJob job = new EraseJob(context, device);
      if (dryRun) {
        Erasure planned = job.rehearse();
        planned
            .topics()
            .forEach(
                topic ->
                    out()
                        .printf(
                            "%s: %,d messages, %,d of them in quarantine, %,d rows of silver%n",
                            topic.table(),
                            -topic.counts().read(),
                            -topic.counts().rejected(),
                            -topic.counts().silver()));
        list("trained on it", planned.models());
        return;
      }
      EraseJob.Result result = job.run();
      for (Erasure.Table table : result.certificate().tables()) {
        out().printf("%s: %,d rows, %,d old files%n", table.table(), table.rows(), table.files());
        figure("rows." + table.table(), table.rows());
      }
      list("trained on it", result.certificate().models());
      list("not reached", result.certificate().notReached());
      out().println("certificate: " + result.file().toUri().getPath());
    }
  }

  private void list(String what, List<String> lines) {
    lines.forEach(line -> out().println(what + ": " + line));
  }
}
