package io.lepton.training;

/** Hears of each epoch as it ends, on the driver. */
@FunctionalInterface
public interface EpochListener {
  /** An epoch is over. */
  void onEpoch(EpochReport report);
}
