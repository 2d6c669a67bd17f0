package io.lepton.ingest;

import io.lepton.lake.table.LakeTable;

/** What a silver table's own commits say about the messages behind it. */
public final class IngestLedger {
  private IngestLedger() {}

  /** The counts of all commits together. */
  public static BatchCounts total(LakeTable silver) {
    return silver.commits().stream()
        .flatMap(commit -> commit.note().stream())
        .flatMap(note -> BatchCounts.parse(note).stream())
        .reduce(BatchCounts.none(), BatchCounts::plus);
  }
}
