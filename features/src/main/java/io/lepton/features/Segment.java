package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Consecutive readings of one device with the windows that end in them; arrays are not copied.
 *
 * @param deviceId the device
 * @param number counts the device's segments in one part from 0
 * @param rows feature rows in time order: first those that windows need from before, last those
 *     that labels need from after
 * @param ends index in {@code rows} of each window's last reading, ascending
 * @param labels number of each window's label; 0 where the label is cut from the readings
 * @param endTimes event time of each window's last reading, in microseconds since 1970 UTC
 * @param copies 0 for a window as it was; a copy, made to balance classes, has a number from 1
 */
public record Segment(
    String deviceId,
    int number,
    FeatureMatrix rows,
    int[] ends,
    float[] labels,
    long[] endTimes,
    int[] copies)
    implements Serializable {
  /** Checks the lengths. */
  public Segment {
    requireNonNull(deviceId, "deviceId");
    requireNonNull(rows, "rows");
    if (labels.length != ends.length
        || endTimes.length != ends.length
        || copies.length != ends.length) {
      throw new IllegalArgumentException(
          "windows: %d ends, %d labels, %d times, %d copies (expected: the same number of each)"
              .formatted(ends.length, labels.length, endTimes.length, copies.length));
    }
  }

  /** How many windows end in this segment. */
  public int windows() {
    return ends.length;
  }
}
