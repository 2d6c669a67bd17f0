package io.lepton.jobs.training;

import io.lepton.training.TrainingConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a training still takes at the pace of its epochs so far, whichever network's. */
final class TimeLeft {
  private final Clock clock;
  private final int epochs;
  private final int members;
  private Instant from;
  private int heard;

  /** Of a training that begins now. */
  TimeLeft(Clock clock, TrainingConfig config) {
    this.clock = clock;
    this.epochs = config.fitting().epochs();
    this.members = config.ensemble();
    this.from = clock.instant();
  }

  /**
   * After an epoch that has just ended.
   *
   * @param member from 1
   * @param epoch from 1
   */
  Duration after(int member, int epoch) {
    heard++;
    Instant now = clock.instant();
    Duration each = Duration.between(from, now).dividedBy(Math.max(1, heard - 1));
    if (heard == 1) {
      from = now; // what came before the first epoch comes once
    }
    return each.multipliedBy(epochs - epoch + (long) (members - member) * epochs);
  }
}
