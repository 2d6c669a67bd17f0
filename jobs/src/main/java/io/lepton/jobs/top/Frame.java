package io.lepton.jobs.top;

import io.lepton.lake.lock.LockHolder;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.scoring.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What goes on in a lake at one moment.
 *
 * @param lake where it is
 * @param at the moment
 * @param jobs who holds a lock
 * @param streams how far streams are, which need none; that of the newest micro-batch first
 * @param ingest a line for each table that messages go to
 * @param scoring how fast predictions were made lately; empty if none was
 * @param alerts those that are open, the newest first
 * @param champion the version that is scored with, such as {@code turbofan@3}; empty without a
 *     model
 */
public record Frame(
    String lake,
    Instant at,
    List<LockHolder> jobs,
    List<Checkpoint.Progress> streams,
    List<Ingest> ingest,
    Optional<ScoringPace> scoring,
    List<Alert> alerts,
    String champion) {
  /** Copies the lists. */
  public Frame {
    jobs = List.copyOf(jobs);
    streams = List.copyOf(streams);
    ingest = List.copyOf(ingest);
    alerts = List.copyOf(alerts);
  }

  /**
   * The micro-batches of a table in the time before the last of them.
   *
   * @param table its name
   * @param batches how many there are
   * @param last when the last one was done
   * @param messages that were read
   * @param quarantined those that were rejected
   * @param span from the begin of the first to the end of the last one
   * @param lag offsets behind Kafka after the last one, if it was known
   * @param behind seconds behind Kafka, if it was known
   */
  public record Ingest(
      String table,
      long batches,
      Instant last,
      long messages,
      long quarantined,
      Duration span,
      OptionalLong lag,
      OptionalDouble behind) {
    /** Messages a second. */
    public double rate() {
      return messages / Math.max(1e-3, span.toNanos() / 1e9);
    }

    /** The share that was rejected; 0 if none came. */
    public double rejected() {
      return messages == 0 ? 0 : (double) quarantined / messages;
    }
  }
}
