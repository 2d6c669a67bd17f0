package io.lepton.training.search;

import java.util.Optional;

/** What is known of trials on one training set, also from searches before. */
public interface TrialLog {
  /** What came of a training of this hash. */
  Optional<Outcome> outcome(String hash);

  /** Keeps what came of a trial; on the thread of the search, one after another. */
  void add(TrialRun run);
}
