package io.lepton.training;

import static java.util.Objects.requireNonNull;

/**
 * How training is shared among workers.
 *
 * @param workers copies of the network that learn side by side
 * @param frequency mini-batches each worker fits between two averagings
 * @param master who averages them
 */
public record Averaging(int workers, int frequency, Master master) {
  /** Who sends mini-batches to the workers and averages what they come to. */
  public enum Master {
    /** Lepton's own: segments stay where they are, and the same seed gives the same network. */
    LEPTON,
    /**
     * Deeplearning4j's {@code ParameterAveragingTrainingMaster}, watched so that it drops nothing.
     */
    STOCK
  }

  /** Checks the sizes. */
  public Averaging {
    Check.positive("workers", workers);
    Check.positive("averaging-frequency", frequency);
    requireNonNull(master, "master");
  }

  /** By Lepton's own master. */
  public Averaging(int workers, int frequency) {
    this(workers, frequency, Master.LEPTON);
  }
}
