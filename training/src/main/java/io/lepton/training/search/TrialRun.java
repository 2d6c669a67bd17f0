package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * A trial on a rung.
 *
 * @param trial as it was trained
 * @param rung from 1
 * @param outcome what came of it
 */
public record TrialRun(Trial trial, int rung, Outcome outcome) {
  /** The highest rung first, there the lowest score; failures last. */
  public static final Comparator<TrialRun> BEST_FIRST =
      Comparator.comparing((TrialRun run) -> run.outcome().status())
          .thenComparing(Comparator.comparingInt(TrialRun::rung).reversed())
          .thenComparingDouble(run -> run.outcome().score())
          .thenComparingInt(run -> run.trial().number());

  /** Checks that nothing is null. */
  public TrialRun {
    requireNonNull(trial, "trial");
    requireNonNull(outcome, "outcome");
  }
}
