package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A command that writes to the lake, and can say beforehand what. */
abstract class JobCommand extends ConfiguredCommand {
  @Option(
      names = "--dry-run",
      description = "Say what would be read and written and how much is new; change nothing.")
  private boolean dryRun;

  @Override
  final void run(PipelineConfig config) {
    if (!dryRun) {
      work(config);
      return;
    }
    // Opening a lake makes one; a rehearsal does not.
    if (!config.lakeRoot().contains("://") && !Files.exists(Path.of(config.lakeRoot()))) {
      Plan plan = Plan.ofNewLake(config.lakeRoot());
      line().plan(plan);
      plan.print(out());
      return;
    }
    try (JobContext context = open(config)) {
      Plan plan = plan(new Planner(context));
      line().plan(plan);
      plan.print(out());
    }
  }

  /** Does the work. */
  abstract void work(PipelineConfig config);

  /** What {@link #work} would do. */
  abstract Plan plan(Planner planner);
}
