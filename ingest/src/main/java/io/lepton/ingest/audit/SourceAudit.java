package io.lepton.ingest.audit;

import io.lepton.ingest.PartitionCounts;

/**
 * One partition as the commits tell it.
 *
 * @param source {@code topic-partition}
 * @param counts all commits together
 * @param lost offsets that Kafka deleted before they were read, and whose loss somebody accepted
 * @param erased messages that were taken out with their device
 */
public record SourceAudit(String source, PartitionCounts counts, long lost, long erased) {
  /** Offsets that carried no message: marks of transactions, compacted messages. */
  public long empty() {
    return counts.until() - counts.from() - counts.messages() - lost - erased;
  }
}
