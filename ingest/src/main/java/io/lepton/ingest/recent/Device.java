package io.lepton.ingest.recent;

import java.util.HashMap;
import java.util.Map;

/** A device as one task sees it: what came before, and what the task adds. */
public final class Device {
  /** Before any reading. */
  static final long NEVER = Long.MIN_VALUE;

  private final byte[] name;
  private final RecentReadings before;
  private final Map<Integer, ReadingKeys> added = new HashMap<>();
  private int bucket = -1;
  private ReadingKeys bucketKeys;
  private ReadingKeySet known;
  private long newest;

  Device(byte[] name, RecentReadings before) {
    this.name = name;
    this.before = before;
    this.newest = before.newest(name);
  }

  /** The name in UTF-8, the same array for all readings of a task. */
  public byte[] name() {
    return name;
  }

  /** The latest event time so far, in microseconds; far in the past if there is none. */
  public long newest() {
    return newest;
  }

  /** Whether there was a reading of this device before. */
  public boolean isKnown() {
    return newest != NEVER;
  }

  /**
   * Takes a reading, unless it is there already.
   *
   * @param part tells readings of the same time apart: the sequence, or the channel
   * @param arrivalMicros when it came, which decides how long it is remembered
   * @return whether it was new
   */
  public boolean take(long timeMicros, long part, long arrivalMicros) {
    // A device counts on: what is later than all before it cannot be there, and nothing is asked.
    if (timeMicros <= newest) {
      if (known == null) {
        known = before.keys(name);
        added.values().forEach(keys -> known.addAll(keys.bytes()));
      }
      if (!known.add(timeMicros, part)) {
        return false;
      }
    } else {
      newest = timeMicros;
      if (known != null) {
        known.add(timeMicros, part);
      }
    }
    add(timeMicros, part, arrivalMicros);
    return true;
  }

  /**
   * Takes a reading that a table holds, and so holds once. A table that was put together anew has
   * millions of them, in any order: nothing is asked.
   */
  void learn(long timeMicros, long part, long arrivalMicros) {
    newest = Math.max(newest, timeMicros);
    add(timeMicros, part, arrivalMicros);
  }

  private void add(long timeMicros, long part, long arrivalMicros) {
    int arrived = before.bucket(arrivalMicros);
    if (arrived != bucket) {
      bucket = arrived;
      bucketKeys = added.computeIfAbsent(arrived, any -> new ReadingKeys());
    }
    bucketKeys.add(timeMicros, part);
  }

  /** Gives up what was only looked up. */
  void forgetKnown() {
    known = null;
  }

  Map<Integer, ReadingKeys> added() {
    return added;
  }
}
