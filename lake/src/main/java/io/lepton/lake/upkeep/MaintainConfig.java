package io.lepton.lake.upkeep;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How tables are kept in order: the section {@code maintain}.
 *
 * @param targetFileSize bytes of a compacted file
 * @param smallFileSize files of fewer bytes are compacted
 * @param minFiles so many small files make a compaction worth its commit
 * @param keep how long replaced files stay for readers of older versions
 * @param logRetention how long a table with pinned versions keeps its log
 */
public record MaintainConfig(
    long targetFileSize, long smallFileSize, int minFiles, Duration keep, Duration logRetention) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,6})\\s*(KiB|MiB|GiB)\\s*");
  private static final Map<String, Integer> SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

  /** Checks what goes together. */
  public MaintainConfig {
    if (smallFileSize < 1 || smallFileSize > targetFileSize / 2) {
      // Two small files must fit into one, or no compaction comes to an end.
      throw new IllegalArgumentException(
          "small-file-size: %d bytes (expected: at most half of target-file-size, %d)"
              .formatted(smallFileSize, targetFileSize / 2));
    }
    if (minFiles < 2) {
      throw new IllegalArgumentException("min-files: %d (expected: >= 2)".formatted(minFiles));
    }
    if (keep.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "keep: %d minutes (expected: 1 hour or more, for writers and readers at work)"
              .formatted(keep.toMinutes()));
    }
    if (logRetention.compareTo(keep) < 0) {
      throw new IllegalArgumentException(
          "log-retention: %d hours (expected: no less than keep, %d hours)"
              .formatted(logRetention.toHours(), keep.toHours()));
    }
  }

  /** Reads the section. */
  public static MaintainConfig read(ConfigReader in) {
    return new MaintainConfig(
        in.parsed("target-file-size", MaintainConfig::bytes),
        in.parsed("small-file-size", MaintainConfig::bytes),
        in.integer("min-files"),
        in.duration("keep"),
        in.duration("log-retention"));
  }

  /** Whole hours that files are kept, rounded up: Delta counts in hours. */
  long keepHours() {
    return keep.plusHours(1).minusNanos(1).toHours();
  }

  /** Whole days that logs are kept, rounded up. */
  long logDays() {
    return logRetention.plusDays(1).minusNanos(1).toDays();
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("'%s' (expected: a size such as 128 MiB)".formatted(text));
    }
    return Long.parseLong(size.group(1)) << SHIFTS.get(size.group(2));
  }
}
