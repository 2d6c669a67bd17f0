package io.lepton.training;

/**
 * How training is shared among workers.
 *
 * @param workers copies of the network that learn side by side
 * @param frequency mini-batches each worker fits between two averagings
 */
public record Averaging(int workers, int frequency) {
  /** Checks the sizes. */
  public Averaging {
    Check.positive("workers", workers);
    Check.positive("averaging-frequency", frequency);
  }
}
