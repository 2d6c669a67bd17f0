package io.lepton.lake.upkeep;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.table.TableId;
import java.util.Locale;
import java.util.Optional;

/**
 * What was done to a table, or would be.
 *
 * @param table which one
 * @param before its files when upkeep began
 * @param after its files when upkeep ended
 * @param compacted files that were put together into larger ones
 * @param vacuumed files of older versions that were deleted
 * @param spared why no file was deleted that could have been
 */
public record Upkeep(
    TableId table,
    FileBands before,
    FileBands after,
    long compacted,
    FileBands.Tally vacuumed,
    Optional<String> spared) {
  private static final double MIB = 1 << 20;

  /** Checks that nothing is missing. */
  public Upkeep {
    requireNonNull(table, "table");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
    requireNonNull(vacuumed, "vacuumed");
    requireNonNull(spared, "spared");
  }

  /** One line for the terminal. */
  public String described() {
    return String.format(
            Locale.ROOT,
            "%-26s %,d -> %,d files, %,.1f -> %,.1f MiB, %,d compacted, %,d old ones deleted (%,.1f"
                + " MiB); now %s",
            table,
            before.total().files(),
            after.total().files(),
            before.total().bytes() / MIB,
            after.total().bytes() / MIB,
            compacted,
            vacuumed.files(),
            vacuumed.bytes() / MIB,
            after.described())
        + spared.map(reason -> "; nothing deleted: " + reason).orElse("");
  }
}
