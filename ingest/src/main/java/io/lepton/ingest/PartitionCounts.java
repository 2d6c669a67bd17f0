package io.lepton.ingest;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the messages of one topic's partition: {@code messages = kept + duplicates +
 * quarantined}. Offsets that are no messages (marks of transactions, compacted ones) make {@code
 * until - from} larger than {@code messages}.
 *
 * @param from the first offset
 * @param until one after the last offset
 * @param messages messages read
 * @param kept messages of which silver has taken a reading
 * @param duplicates messages whose readings silver held already
 * @param quarantined messages rejected, by reason code
 * @param readings rows that silver has gained
 * @param late those of these rows that came out of order
 */
public record PartitionCounts(
    long from,
    long until,
    long messages,
    long kept,
    long duplicates,
    Map<String, Long> quarantined,
    long readings,
    long late)
    implements Serializable {
  /** Copies the map. */
  public PartitionCounts {
    quarantined = new TreeMap<>(quarantined);
  }

  /**
   * These and those of other offsets of the same partition together. An empty range has no place
   * and moves no bound.
   */
  public PartitionCounts plus(PartitionCounts other) {
    boolean placed = from < until;
    boolean otherPlaced = other.from < other.until;
    Map<String, Long> reasons = new TreeMap<>(quarantined);
    other.quarantined.forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
    reasons.values().removeIf(n -> n == 0);
    return new PartitionCounts(
        placed && otherPlaced ? Math.min(from, other.from) : placed ? from : other.from,
        placed && otherPlaced ? Math.max(until, other.until) : placed ? until : other.until,
        messages + other.messages,
        kept + other.kept,
        duplicates + other.duplicates,
        reasons,
        readings + other.readings,
        late + other.late);
  }

  /** All messages rejected. */
  public long rejected() {
    return quarantined.values().stream().mapToLong(Long::longValue).sum();
  }
}
