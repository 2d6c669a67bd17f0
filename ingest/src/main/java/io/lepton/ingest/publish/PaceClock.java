package io.lepton.ingest.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells when the next message may go; after a stall it catches up by at most 50 ms of messages. */
final class PaceClock {
  private static final long MAX_DEBT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  // parking is no finer than this: faster paces go out in bursts of one millisecond
  private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final double nanosPerMessage;
  private final long start = System.nanoTime();
  // since the start, in fractions of a nanosecond, so that no pace drifts
  private double due;

  PaceClock(double messagesPerSecond) {
    this.nanosPerMessage = TimeUnit.SECONDS.toNanos(1) / messagesPerSecond;
  }

  /** Waits for the next message's turn; false if the thread was interrupted, whose flag stays. */
  boolean awaitTurn() {
    if (nanosPerMessage == 0) {
      return !Thread.currentThread().isInterrupted();
    }
    long ahead = (long) due - elapsed();
    while (ahead > GRAIN_NANOS && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, ahead);
      ahead = (long) due - elapsed();
    }
    due = Math.max(due, (double) (elapsed() - MAX_DEBT_NANOS)) + nanosPerMessage;
    return !Thread.currentThread().isInterrupted();
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }
}
