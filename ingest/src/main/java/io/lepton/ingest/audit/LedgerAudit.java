package io.lepton.ingest.audit;

import io.lepton.ingest.IngestNote;
import io.lepton.ingest.OffsetRange;
import io.lepton.ingest.PartitionCounts;
import io.lepton.lake.table.SourcePositions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that the ranges of the commits follow one another, and that their counts add up. */
final class LedgerAudit {
  private final Map<String, List<OffsetRange>> ranges = new TreeMap<>();
  private final Map<String, PartitionCounts> totals = new TreeMap<>();
  private final Map<String, List<OffsetRange>> lostRanges = new TreeMap<>();
  private final Map<String, Long> lost = new TreeMap<>();
  private final Map<String, Long> erased = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  LedgerAudit(List<IngestNote> notes, SourcePositions positions) {
    notes.forEach(this::add);
    ranges.forEach((source, taken) -> follow(source, taken, positions.next(source)));
    positions
        .next()
        .forEach(
            (source, next) -> {
              if (!ranges.containsKey(source)) {
                problems.add(
                    "%s: the table stands at offset %d, but no commit says how it came there"
                        .formatted(source, next));
              }
            });
  }

  List<SourceAudit> sources() {
    return totals.entrySet().stream()
        .map(
            e ->
                new SourceAudit(
                    e.getKey(),
                    e.getValue(),
                    lost.getOrDefault(e.getKey(), 0L),
                    erased.getOrDefault(e.getKey(), 0L)))
        .toList();
  }

  List<String> problems() {
    return problems;
  }

  private void add(IngestNote note) {
    if (note.query().equals(IngestNote.REBUILT)) {
      // Its counts are of all offsets; what was lost stays lost.
      ranges.clear();
      totals.clear();
      problems.clear();
      note.counts().partitions().keySet().forEach(lostRanges::remove);
      lostRanges.forEach((source, gone) -> ranges.put(source, new ArrayList<>(gone)));
    }
    note.counts().partitions().forEach((source, counts) -> add(note, source, counts));
    note.lost()
        .forEach(
            (source, range) -> {
              ranges.computeIfAbsent(source, any -> new ArrayList<>()).add(range);
              lostRanges.computeIfAbsent(source, any -> new ArrayList<>()).add(range);
              lost.merge(source, range.size(), Long::sum);
            });
  }

  private void add(IngestNote note, String source, PartitionCounts counts) {
    long accounted = counts.kept() + counts.duplicates() + counts.rejected();
    if (counts.messages() != accounted) {
      problems.add(
          "%s: commit of micro-batch %d of %s read %d messages and accounts for %d"
              .formatted(source, note.batch(), note.query(), counts.messages(), accounted));
    }
    totals.merge(source, counts, PartitionCounts::plus);
    if (note.query().equals(IngestNote.ERASED)) {
      erased.merge(source, -counts.messages(), Long::sum);
    }
    // What moves messages from quarantine to silver takes no offsets.
    if (counts.until() > counts.from()) {
      ranges
          .computeIfAbsent(source, any -> new ArrayList<>())
          .add(new OffsetRange(counts.from(), counts.until()));
    }
  }

  private void follow(String source, List<OffsetRange> taken, long position) {
    taken.sort(Comparator.comparingLong(OffsetRange::from));
    long next = taken.get(0).from();
    for (OffsetRange range : taken) {
      if (range.from() > next) {
        problems.add("%s: offsets %d to %d are missing".formatted(source, next, range.from() - 1));
      } else if (range.from() < next) {
        problems.add(
            "%s: offsets %d to %d are there twice"
                .formatted(source, range.from(), Math.min(next, range.until()) - 1));
      }
      next = Math.max(next, range.until());
    }
    if (next != position) {
      problems.add(
          "%s: the commits end at offset %d, the table stands at %d"
              .formatted(source, next, position));
    }
  }
}
