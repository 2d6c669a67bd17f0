package io.lepton.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What became of the messages of a micro-batch, or of several.
 *
 * @param partitions by source, {@code topic-partition}
 */
public record BatchCounts(Map<String, PartitionCounts> partitions) {
  /** Copies the map. */
  public BatchCounts {
    partitions = new TreeMap<>(partitions);
  }

  /** Nothing read yet. */
  public static BatchCounts none() {
    return new BatchCounts(Map.of());
  }

  /** These and others together. */
  public BatchCounts plus(BatchCounts other) {
    Map<String, PartitionCounts> all = new TreeMap<>(partitions);
    other.partitions.forEach((source, counts) -> all.merge(source, counts, PartitionCounts::plus));
    return new BatchCounts(all);
  }

  /** Messages read. */
  public long read() {
    return sum(PartitionCounts::messages);
  }

  /** Readings written to silver, late ones included. */
  public long silver() {
    return sum(PartitionCounts::readings);
  }

  /** Messages whose readings silver held already. */
  public long duplicates() {
    return sum(PartitionCounts::duplicates);
  }

  /** Readings of silver that came out of order. */
  public long late() {
    return sum(PartitionCounts::late);
  }

  /** All messages rejected. */
  public long rejected() {
    return sum(PartitionCounts::rejected);
  }

  /** Messages rejected, by reason code. */
  public Map<String, Long> quarantined() {
    Map<String, Long> reasons = new TreeMap<>();
    partitions
        .values()
        .forEach(p -> p.quarantined().forEach((reason, n) -> reasons.merge(reason, n, Long::sum)));
    return reasons;
  }

  private long sum(ToLongFunction<PartitionCounts> count) {
    return partitions.values().stream().mapToLong(count).sum();
  }
}
