package io.lepton.jobs.models;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.evaluation.PairedEvaluation;
import io.lepton.jobs.evaluation.PairedLosses;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.Promotion;
import io.lepton.lake.model.PromotionLog;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes model versions champion: those that pass the gate, or those that somebody insists on. */
public final class PromotionJob {
  private final JobContext context;
  private final String model;

  public PromotionJob(JobContext context) {
    this.context = context;
    this.model = context.config().scoring().model();
  }

  /**
   * What the gate says.
   *
   * @param candidate who wants to become champion
   * @param champion who is, if anybody
   * @param losses of both on the same windows, if they can be compared
   * @param accepted whether the candidate is champion now
   * @param why in a sentence
   */
  public record Verdict(
      ModelVersion candidate,
      Optional<ModelVersion> champion,
      Optional<PairedLosses> losses,
      boolean accepted,
      String why) {
    /** Nobody was champion, or the candidate is. */
    static Verdict of(ModelVersion candidate, Optional<ModelVersion> champion, String why) {
      return new Verdict(candidate, champion, Optional.empty(), true, why);
    }

    /** What it was decided by, name to figure. */
    public Map<String, Double> figures() {
      Map<String, Double> figures = new TreeMap<>();
      losses.ifPresent(
          found -> {
            figures.put("champion_loss", found.before());
            figures.put("candidate_loss", found.after());
            figures.put("lower", found.lower());
            found.interval().ifPresent(range -> figures.put("lower_from", range.low()));
            found.interval().ifPresent(range -> figures.put("lower_to", range.high()));
            figures.put("windows", (double) found.windows());
            figures.put("devices", (double) found.devices());
          });
      return figures;
    }
  }

  /** Promotes a version if it is better than the champion, or if there is none. */
  public Verdict promote(ModelVersion candidate) {
    context.progress().start("promote");
    PromotionLog log = context.models().promotions(model);
    Verdict verdict = judge(candidate, log.champion());
    if (verdict.accepted() && !log.champion().equals(Optional.of(candidate))) {
      log.promote(candidate, verdict.why(), verdict.figures());
    }
    context.progress().end(candidate + (verdict.accepted() ? " is champion" : " is refused"));
    return verdict;
  }

  /** Promotes a version whatever the gate says, and records both why and what the gate says. */
  public Verdict force(ModelVersion candidate, String reason) {
    PromotionLog log = context.models().promotions(model);
    if (log.champion().equals(Optional.of(candidate))) {
      return judge(candidate, log.champion());
    }
    context.progress().start("promote");
    Verdict verdict = judge(candidate, log.champion());
    log.promote(candidate, "forced: " + reason, verdict.figures());
    context.progress().end(candidate + " is champion by force");
    return verdict;
  }

  /** Goes back to the champion before. */
  public Promotion rollBack() {
    return context.models().promotions(model).rollBack("rolled back");
  }

  private Verdict judge(ModelVersion candidate, Optional<ModelVersion> champion) {
    context.models().require(model, String.valueOf(candidate.number()));
    if (champion.equals(Optional.of(candidate))) {
      return Verdict.of(candidate, champion, "It is the champion already.");
    }
    try {
      Optional<String> skew = new SkewGate(context).problem(candidate);
      if (skew.isPresent()) {
        return new Verdict(candidate, champion, Optional.empty(), false, skew.get());
      }
      if (champion.isEmpty()) {
        return Verdict.of(candidate, champion, "No version was champion before.");
      }
      return measured(
          candidate,
          champion.get(),
          new PairedEvaluation(context).compare(champion.get(), candidate));
    } catch (PipelineException e) {
      if (e.kind() != PipelineException.Kind.DATA) {
        throw e;
      }
      return new Verdict(candidate, champion, Optional.empty(), false, e.getMessage());
    }
  }

  private Verdict measured(ModelVersion candidate, ModelVersion champion, PairedLosses losses) {
    double margin = context.config().promotion().margin();
    return new Verdict(
        candidate,
        Optional.of(champion),
        Optional.of(losses),
        losses.isLowerBy(margin),
        String.format(
            Locale.ROOT,
            "Its loss is %s than that of %s; asked for: %s.",
            losses.words().replaceFirst(" on ", " on the same "),
            champion,
            asked(margin)));
  }

  private static String asked(double margin) {
    return margin == 0
        ? "any lower"
        : String.format(
            Locale.ROOT,
            margin < 0 ? "at most %.2f %% higher" : "at least %.2f %% lower",
            100 * Math.abs(margin));
  }
}
