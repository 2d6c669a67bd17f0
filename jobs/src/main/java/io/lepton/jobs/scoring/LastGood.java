package io.lepton.jobs.scoring;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.StoredModel;
import io.lepton.scoring.ScoringConfig;

/**
 * The version that scoring starts with. Where the champion's files are not those that were
 * published, it is the champion before, as a running stream keeps the one it has.
 */
final class LastGood {
  private LastGood() {}

  /**
   * The configured version, or the one that stands in for the champion, which is told.
   *
   * @throws PipelineException if there is none that is whole
   */
  static StoredModel version(JobContext context) {
    ScoringConfig config = context.config().scoring();
    ModelStore models = context.models();
    try {
      return models.open(models.require(config.model(), config.version()));
    } catch (PipelineException e) {
      // a store that is away keeps the champion before away, too
      if (e.kind() != PipelineException.Kind.DATA || !config.followsChampion()) {
        throw e;
      }
      return championBefore(context, e);
    }
  }

  private static StoredModel championBefore(JobContext context, PipelineException refused) {
    ModelStore models = context.models();
    String model = context.config().scoring().model();
    StoredModel before;
    try {
      before = models.open(models.promotions(model).beforeChampion().orElseThrow(() -> refused));
    } catch (PipelineException e) {
      throw refused; // the champion is what has to be mended
    }
    context
        .progress()
        .note(
            "WARNING: %s %s, the champion before, scores instead. Put the file back, or make %s champion with 'lepton models CONF rollback'."
                .formatted(refused.getMessage(), before.version(), before.version()));
    return before;
  }
}
