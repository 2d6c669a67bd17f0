package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A stretch of one device's readings, each stored once, with the windows that end in it.
 *
 * <p>Arrays are not copied: a segment owns what it is given.
 *
 * @param deviceId the device
 * @param number position among the device's segments, from 0
 * @param values scaled readings in time order, row after row
 * @param ends index of the last reading of each window, ascending
 * @param labels one label for each window, in the label's own unit
 * @param endTimes event time of each window's last reading, in microseconds since 1970 UTC
 */
public record Segment(
    String deviceId, int number, float[] values, int[] ends, float[] labels, long[] endTimes)
    implements Serializable {
  /** Checks that every window has its label and time. */
  public Segment {
    requireNonNull(deviceId, "deviceId");
    requireNonNull(values, "values");
    if (labels.length != ends.length || endTimes.length != ends.length) {
      throw new IllegalArgumentException(
          "windows: %d ends, %d labels, %d times (expected: the same number of each)"
              .formatted(ends.length, labels.length, endTimes.length));
    }
  }

  /** How many windows end in this segment. */
  public int windows() {
    return ends.length;
  }
}
