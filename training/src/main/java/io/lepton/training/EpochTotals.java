package io.lepton.training;

/**
 * What the averaging master did in one epoch.
 *
 * @param examples windows fitted, each counted once
 * @param miniBatches mini-batches fitted by all workers
 * @param averagings rounds
 * @param loss mean loss per example, in the network's own scale
 * @param divergence of the workers
 */
record EpochTotals(
    long examples, int miniBatches, int averagings, double loss, Divergence divergence) {
  static final EpochTotals NONE = new EpochTotals(0, 0, 0, 0, Divergence.NONE);

  EpochTotals plus(WorkerAverage round) {
    WorkDone work = round.work();
    if (work.examples() == 0) {
      return this;
    }
    long all = examples + work.examples();
    Divergence each = divergence;
    for (int i = 0; i < work.rounds(); i++) {
      each = each.plus(round.divergence());
    }
    return new EpochTotals(
        all,
        miniBatches + work.miniBatches(),
        averagings + work.rounds(),
        (loss * examples + work.lossSum()) / all,
        each);
  }
}
