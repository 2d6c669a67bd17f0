package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.evaluation.PerformanceJob;
import io.lepton.jobs.evaluation.PerformanceLines;
import picocli.CommandLine.Command;

/** Whether a model still does what its evaluation promised. */
@Command(
    name = "performance",
    description = {
      "Measure what each model version said in operation against what came of it since: failures,"
          + " classes, later readings. By month, beside what 'lepton evaluate' has promised.",
      "Readings that a version was trained on do not count, nor those whose truth nobody knows yet,"
          + " such as of devices that did not fail. The table gold.performance has a row for each"
          + " figure. Ends with 0 whatever is found."
    },
    footer = {
      "",
      "Examples:",
      "  lepton performance conf/turbofan.conf",
      "  lepton performance conf/turbofan.conf --json    for machines"
    })
public final class PerformanceCommand extends ConfiguredCommand {
  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      PerformanceJob.Result result = new PerformanceJob(context).run();
      PerformanceLines.print(out(), result);
      figure("worse", result.worse());
      line().list("performance", PerformanceLines.named(result));
    }
  }
}
