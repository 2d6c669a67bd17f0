package io.lepton.ingest.simulate;

import java.time.Instant;

/**
 * What is true of one device.
 *
 * @param device its id
 * @param mode what wears out
 * @param onsetCycle last cycle without wear, counted from 1
 * @param failureCycle the cycle after which it flies no more
 * @param failureTime event time of that cycle
 */
public record DeviceTruth(
    String device, FaultMode mode, int onsetCycle, int failureCycle, Instant failureTime) {
  /** Remaining useful life after a cycle, in cycles; 0 at the last. */
  public int remainingCycles(int cycle) {
    return failureCycle - cycle;
  }
}
