package io.lepton.ingest;

import io.lepton.ingest.payload.Reason;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of the messages of one source in one task. */
final class Tally {
  private final Map<Reason, Long> quarantined = new TreeMap<>();
  private long messages;
  private long kept;
  private long duplicates;
  private long readings;
  private long late;

  void message() {
    messages++;
  }

  void rejected(Reason reason) {
    quarantined.merge(reason, 1L, Long::sum);
  }

  void reading(Arrival arrival) {
    readings++;
    if (arrival.isLate()) {
      late++;
    }
  }

  void kept() {
    kept++;
  }

  void duplicate() {
    duplicates++;
  }

  PartitionCounts counts(OffsetRange range) {
    Map<String, Long> reasons = new TreeMap<>();
    quarantined.forEach((reason, n) -> reasons.put(reason.code(), n));
    return new PartitionCounts(
        range.from(), range.until(), messages, kept, duplicates, reasons, readings, late);
  }
}
