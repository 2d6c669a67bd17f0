package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.models.PromotionJob;
import io.lepton.jobs.models.VerdictSummary;
import io.lepton.jobs.monitoring.DriftLines;
import io.lepton.jobs.pipeline.RetrainJob;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.lake.PipelineException;
import picocli.CommandLine.Command;

/** A new model, where there is a reason for one. */
@Command(
    name = "retrain",
    description = {
      "If devices have drifted: build the training set anew, train, and let the gate decide.",
      "Readings that a version was trained on already are not trained on again. Ends with 3 if the"
          + " gate refuses the new version; the champion goes on."
    },
    footer = {
      "",
      "Examples:",
      "  lepton retrain conf/turbofan.conf",
      "  lepton retrain conf/turbofan.conf --dry-run",
      "  lepton retrain conf/turbofan.conf --set 'drift.recent=2 days' --json"
    })
public final class RetrainCommand extends JobCommand {
  @Override
  void work(PipelineConfig config) {
    try (JobContext context = openAlone(config)) {
      RetrainJob.Result result = new RetrainJob(context).run();
      figure("drifted", result.drift().drifted());
      figure("retrained", result.verdict().isPresent() ? 1 : 0);
      DriftLines.print(out(), result.drift());
      Lines.line(out(), "retrain", "%s", result.why());
      result.verdict().ifPresent(verdict -> tell(context, verdict));
    }
  }

  private void tell(JobContext context, PromotionJob.Verdict verdict) {
    figure("promoted", verdict.accepted() ? 1 : 0);
    verdict.figures().forEach(this::figure);
    new VerdictSummary(context, out()).print(verdict);
    if (!verdict.accepted()) {
      out().flush();
      throw PipelineException.data(
          "Cannot promote %s: %s The champion goes on; look at the drift, or promote it with 'lepton models CONF promote --force REASON'."
              .formatted(verdict.candidate(), verdict.why()));
    }
  }

  @Override
  Plan plan(Planner planner) {
    return planner.retrain();
  }
}
