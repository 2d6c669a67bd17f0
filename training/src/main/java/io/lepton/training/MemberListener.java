package io.lepton.training;

/**
 * Hears of each epoch of each member of an ensemble, and of each member, as it ends, on the driver.
 */
@FunctionalInterface
public interface MemberListener {
  /**
   * An epoch of a member is over.
   *
   * @param member from 1
   */
  void onEpoch(int member, EpochReport report);

  /**
   * A member is trained.
   *
   * @param member from 1
   */
  default void onMember(int member, TrainingReport report) {}
}
