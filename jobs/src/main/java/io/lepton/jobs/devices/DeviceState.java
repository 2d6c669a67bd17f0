package io.lepton.jobs.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How it stands with a device.
 *
 * @param device the device
 * @param lastReading event time of its newest reading
 * @param usualGap the middle one of the pauses between its readings
 * @param clockAhead seconds by which its clock is ahead of the fleet's; empty where it cannot be
 *     told
 * @param findings what was found, what needs attention most first; empty where all is well
 */
public record DeviceState(
    String device,
    Instant lastReading,
    Duration usualGap,
    OptionalDouble clockAhead,
    List<Finding> findings) {
  /** Copies the list. */
  public DeviceState {
    findings = List.copyOf(findings);
  }

  /** What can be said of a device; the first needs attention most. */
  public enum Status {
    /** It sends nothing, while the fleet goes on. */
    SILENT,
    /** A channel tells the same value over and over. */
    STUCK,
    /** A channel goes on in another unit. */
    UNIT_CHANGED,
    /** Its clock is wrong. */
    SKEWED,
    /** Nothing comes from its partition: the way to Kafka, or its reader, is late. */
    LATE,
    /** Its life ended, says an event. */
    ENDED,
    /** Nothing was found. */
    OK;

    /** As it is written. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody should look at the device. */
    public boolean isTrouble() {
      return compareTo(LATE) < 0;
    }
  }

  /**
   * One thing that was found.
   *
   * @param status what it is
   * @param channel where; empty if it is the whole device
   * @param since when it began
   * @param why in numbers
   */
  public record Finding(Status status, String channel, Instant since, String why) {}

  /** What needs attention most. */
  public Status status() {
    return findings.isEmpty() ? Status.OK : findings.get(0).status();
  }
}
