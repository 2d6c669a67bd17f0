package io.lepton.ingest;

import io.lepton.lake.table.LakeTable;
import java.util.List;

/** What a silver table's own commits say about the messages behind it. */
public final class IngestLedger {
  private IngestLedger() {}

  /** The notes of all commits of ingest, oldest first. */
  public static List<IngestNote> notes(LakeTable silver) {
    return silver.commits().stream()
        .flatMap(commit -> commit.note().stream())
        .flatMap(note -> IngestNote.parse(note).stream())
        .toList();
  }

  /** Whether a write that is no micro-batch has been committed. */
  public static boolean has(LakeTable silver, String query, long batch) {
    return notes(silver).stream()
        .anyMatch(note -> note.query().equals(query) && note.batch() == batch);
  }

  /** The counts of all commits together; those before a rebuild are replaced by its own. */
  public static BatchCounts total(LakeTable silver) {
    BatchCounts total = BatchCounts.none();
    for (IngestNote note : notes(silver)) {
      total = note.query().equals(IngestNote.REBUILT) ? note.counts() : total.plus(note.counts());
    }
    return total;
  }
}
