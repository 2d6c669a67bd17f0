package io.lepton.training;

/**
 * What the averaging master did in one epoch.
 *
 * @param examples windows fitted, each counted once
 * @param miniBatches mini-batches fitted by all workers
 * @param averagings rounds
 * @param loss mean loss per example, in the network's own scale
 * @param divergence mean over the averagings of how far the workers were from each other; NaN if
 *     nobody knows
 */
record EpochTotals(long examples, int miniBatches, int averagings, double loss, double divergence) {
  static final EpochTotals NONE = new EpochTotals(0, 0, 0, 0, 0);

  EpochTotals plus(WorkerAverage round) {
    WorkDone work = round.work();
    if (work.examples() == 0) {
      return this;
    }
    long all = examples + work.examples();
    return new EpochTotals(
        all,
        miniBatches + work.miniBatches(),
        averagings + work.rounds(),
        (loss * examples + work.lossSum()) / all,
        (divergence * averagings + round.divergence() * work.rounds())
            / (averagings + work.rounds()));
  }
}
