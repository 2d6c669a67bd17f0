package io.lepton.lake.upkeep;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.TableId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many files of which size hold a table's newest version; from its log, no data is read.
 *
 * @param bands all bands, the small sizes first
 */
public record FileBands(Map<Band, Tally> bands) {
  private static final long MIB = 1L << 20;

  /** A range of file sizes. */
  public enum Band {
    /** Below 1 MiB. */
    TINY("< 1 MiB", MIB),
    /** 1 to 16 MiB. */
    SMALL("1-16 MiB", 16 * MIB),
    /** 16 to 64 MiB. */
    MIDDLING("16-64 MiB", 64 * MIB),
    /** 64 to 256 MiB. */
    GOOD("64-256 MiB", 256 * MIB),
    /** 256 MiB and more. */
    LARGE("> 256 MiB", Long.MAX_VALUE);

    private final String label;
    private final long below;

    Band(String label, long below) {
      this.label = label;
      this.below = below;
    }

    static Band of(long bytes) {
      for (Band band : values()) {
        if (bytes < band.below) {
          return band;
        }
      }
      return LARGE;
    }
  }

  /**
   * What a band holds.
   *
   * @param files how many
   * @param bytes their sizes together
   */
  public record Tally(long files, long bytes) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(files + other.files, bytes + other.bytes);
    }
  }

  /** Copies what it is given and adds bands that are missing. */
  public FileBands {
    Map<Band, Tally> all = new EnumMap<>(Band.class);
    for (Band band : Band.values()) {
      all.put(band, bands.getOrDefault(band, Tally.NONE));
    }
    bands = all;
  }

  /** The files of a table as they are now. */
  public static FileBands of(Lake lake, TableId id) {
    return of(TableLog.of(lake.session(), lake.existing(id, "lepton ingest")).sizes());
  }

  static FileBands of(List<Long> sizes) {
    Map<Band, Tally> bands = new EnumMap<>(Band.class);
    for (long size : sizes) {
      bands.merge(Band.of(size), new Tally(1, size), Tally::plus);
    }
    return new FileBands(bands);
  }

  /** All files together. */
  public Tally total() {
    return bands.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** The bands that hold something: {@code 12 of < 1 MiB, 3 of 64-256 MiB}. */
  public String described() {
    String text =
        bands.entrySet().stream()
            .filter(band -> band.getValue().files() > 0)
            .map(
                band ->
                    String.format(
                        Locale.ROOT, "%,d of %s", band.getValue().files(), band.getKey().label))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no files" : text;
  }
}
