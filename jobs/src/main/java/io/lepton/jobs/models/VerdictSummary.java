package io.lepton.jobs.models;

import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;

/** What a person reads of a promotion. */
public final class VerdictSummary {
  private VerdictSummary() {}

  public static void print(PrintWriter out, PromotionJob.Verdict verdict) {
    Lines.line(out, verdict.accepted() ? "champion" : "refused", "%s", verdict.candidate());
    Lines.line(out, "", "%s", verdict.why());
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
    if (!verdict.accepted() && verdict.champion().isPresent()) {
      Lines.line(out, "champion", "%s goes on", verdict.champion().get());
    }
  }
}
