package io.lepton.lake.table;

import static java.util.Objects.requireNonNull;

/**
 * What makes a write repeatable: a table takes each pair once.
 *
 * @param queryId the streaming query's own id, new with every new checkpoint, or the id of a file
 * @param batchId the micro-batch, rising
 */
public record WriteIdentity(String queryId, long batchId) {
  /** Checks both. */
  public WriteIdentity {
    requireNonNull(queryId, "queryId");
    if (batchId < 0) {
      throw new IllegalArgumentException("batch-id: %d (expected: >= 0)".formatted(batchId));
    }
  }
}
