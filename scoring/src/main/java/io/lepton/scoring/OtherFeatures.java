package io.lepton.scoring;

import io.lepton.lake.PipelineException;

/** The champion needs other windows than the running query makes: it has to start anew. */
public final class OtherFeatures extends PipelineException {
  private static final long serialVersionUID = 1L;

  private final String champion;

  OtherFeatures(ScoringModel used, ScoringModel champion) {
    super(
        Kind.DATA,
        "Cannot go on scoring with %s: %s is champion now, and its features are %s (expected: %s, which the running query makes). Start scoring again."
            .formatted(used.id(), champion.id(), champion.specHash(), used.specHash()));
    this.champion = champion.id().toString();
  }

  /** The champion to start with. */
  public String champion() {
    return champion;
  }
}
