package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.monitoring.DriftLines;
import picocli.CommandLine.Command;

/** Whether devices send other values than in training. */
@Command(
    name = "drift",
    description = {
      "Compare what devices sent lately, and what was predicted, with the training readings.",
      "A fleet that has not drifted is said to have as rarely as drift.false-alarm says, all"
          + " channels taken together. Ends with 0 whatever is found; a rule of alerts can tell."
    },
    footer = {
      "",
      "Examples:",
      "  lepton drift conf/turbofan.conf",
      "  lepton drift conf/turbofan.conf --set 'drift.recent=2 days'"
    })
public final class DriftCommand extends ConfiguredCommand {
  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      DriftLines.print(out(), new DriftJob(context).run());
    }
  }
}
