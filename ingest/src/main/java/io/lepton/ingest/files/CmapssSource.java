package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the C-MAPSS files are and what their cycles mean.
 *
 * @param directory with train_, test_ and RUL_ files, plain or .gz
 * @param subset such as FD001
 * @param telemetryTopic gets the rows
 * @param eventsTopic gets the failures
 * @param origin the time of cycle 0
 * @param step the time from one cycle to the next
 */
public record CmapssSource(
    Path directory,
    String subset,
    String telemetryTopic,
    String eventsTopic,
    Instant origin,
    Duration step) {
  /** The year the data set was published. */
  public static final Instant DEFAULT_ORIGIN = Instant.parse("2008-01-01T00:00:00Z");

  /** One cycle, which is one flight, in an hour. */
  public static final Duration DEFAULT_STEP = Duration.ofHours(1);

  /** Checks that nothing is null and that time moves. */
  public CmapssSource {
    requireNonNull(directory, "directory");
    requireNonNull(subset, "subset");
    requireNonNull(telemetryTopic, "telemetryTopic");
    requireNonNull(eventsTopic, "eventsTopic");
    requireNonNull(origin, "origin");
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("step: " + step + " (expected: > 0)");
    }
  }

  /** A subset with the default times. */
  public static CmapssSource of(
      Path directory, String subset, String telemetryTopic, String eventsTopic) {
    return new CmapssSource(
        directory, subset, telemetryTopic, eventsTopic, DEFAULT_ORIGIN, DEFAULT_STEP);
  }

  Instant time(long cycle) {
    return origin.plus(step.multipliedBy(cycle));
  }
}
