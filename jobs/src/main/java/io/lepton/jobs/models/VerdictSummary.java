package io.lepton.jobs.models;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.console.Lines;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import java.io.PrintWriter;

/** What a person reads of a promotion; of a refused one, both versions beside each other. */
public final class VerdictSummary {
  private final JobContext context;
  private final PrintWriter out;

  public VerdictSummary(JobContext context, PrintWriter out) {
    this.context = context;
    this.out = out;
  }

  public void print(PromotionJob.Verdict verdict) {
    Lines.line(out, verdict.accepted() ? "champion" : "refused", "%s", verdict.candidate());
    Lines.line(out, "", "%s", verdict.why());
    if (verdict.accepted()) {
      verdict
          .losses()
          .ifPresent(
              losses ->
                  Lines.line(
                      out,
                      "mean loss",
                      "%s, of the champion before %s",
                      Lines.number(losses.after()),
                      Lines.number(losses.before())));
    } else if (verdict.champion().isPresent()) {
      beside(verdict.champion().get(), verdict);
      Lines.line(out, "champion", "%s goes on", verdict.champion().get());
    }
  }

  private void beside(ModelVersion champion, PromotionJob.Verdict verdict) {
    try {
      verdict
          .losses()
          .ifPresent(
              losses ->
                  new ModelComparison(context, out).figures(champion, verdict.candidate(), losses));
    } catch (PipelineException e) { // why it is refused stands above
      Lines.line(out, "figures", "%s", e.getMessage());
    }
  }
}
