package io.lepton.features;

import java.util.Optional;

/**
 * The part that each reading, and each window, of one device lies in: by the device, by its time,
 * or by both.
 *
 * @param times where time is divided
 * @param byDevice the part of the device; empty if devices are not divided
 */
record ReadingParts(TimeSplit times, Optional<Split> byDevice) {
  static ReadingParts of(SplitConfig split, String deviceId) {
    boolean byDevice = split.times().isNone() || split.dividesDevices();
    return new ReadingParts(
        split.times(), byDevice ? Optional.of(split.of(deviceId)) : Optional.empty());
  }

  /** The part of a reading at a time in microseconds; empty if it is in none. */
  Optional<Split> at(long micros) {
    return at(micros, micros);
  }

  /**
   * The part of a window; empty if it is in none.
   *
   * @param end event time of its last reading, in microseconds
   * @param known when its label was known, in microseconds
   */
  Optional<Split> at(long end, long known) {
    if (times.isNone()) {
      return byDevice;
    }
    Optional<Split> byTime = times.of(end, known);
    return byDevice.isEmpty() ? byTime : byTime.filter(part -> part == byDevice.get());
  }
}
