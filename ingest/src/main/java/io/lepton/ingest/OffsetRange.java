package io.lepton.ingest;

import java.io.Serializable;

/**
 * Offsets of one partition.
 *
 * @param from the first one
 * @param until one after the last one
 */
public record OffsetRange(long from, long until) implements Serializable {
  /** Checks the order. */
  public OffsetRange {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException(
          "until: %d (expected: >= from = %d >= 0)".formatted(until, from));
    }
  }

  /** How many offsets there are. */
  public long size() {
    return until - from;
  }
}
