package io.lepton.lake.upkeep;

import io.lepton.lake.table.LakeTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that the pinned versions of a table are made of.
 *
 * @param files their paths
 * @param lost which version cannot be read in full, and so has files nobody knows
 */
record PinnedFiles(Set<String> files, Optional<String> lost) {

  /**
   * Looks the versions up.
   *
   * @param pins versions of this table
   * @param present the files that are there
   */
  static PinnedFiles of(LakeTable table, List<Pin> pins, Set<String> present) {
    Set<String> files = new HashSet<>();
    List<String> lost = new ArrayList<>();
    for (Pin pin : pins) {
      try {
        files.addAll(List.of(table.readAt(pin.version()).inputFiles()));
      } catch (Exception e) { // Spark's own is checked, but not declared
        lost.add("%s, pinned by %s, cannot be read".formatted(pin.reference(), pin.by()));
      }
    }
    // Also a guard against names that are written in two ways: what is pinned has to be found.
    long missing = files.stream().filter(file -> !present.contains(file)).count();
    if (missing > 0) {
      lost.add("%d files of pinned versions are missing".formatted(missing));
    }
    return new PinnedFiles(
        files, lost.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lost)));
  }
}
