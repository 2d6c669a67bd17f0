package io.lepton.jobs.devices;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one device has sent, in a few numbers.
 *
 * @param device the device
 * @param gaps how many pauses between readings there are
 * @param usualGap the middle one, in microseconds
 * @param longGap the one that one in a hundred is longer than, in microseconds
 * @param delay from event time to the broker's, in microseconds, of the fastest of the last
 *     messages: the least of the network is in it (minimum filter, RFC 5905, section 10); empty
 *     where messages were not sent as readings were taken
 * @param channels in the order of the pass
 */
record DevicePast(
    String device,
    int gaps,
    long usualGap,
    long longGap,
    OptionalMicros delay,
    List<ChannelPast> channels)
    implements Serializable {
  private static final double LONG = 0.99;
  private static final int LAST = 20;
  private static final int FEW = 5;
  private static final double LIVE = 2;

  /** Microseconds, or none. */
  record OptionalMicros(boolean present, long micros) implements Serializable {
    static final OptionalMicros NONE = new OptionalMicros(false, 0);

    OptionalDouble seconds() {
      return present ? OptionalDouble.of(micros / 1e6) : OptionalDouble.empty();
    }
  }

  /** Looks at all that is there of a device. */
  static DevicePast of(String device, ReadingList readings) {
    long[] times = readings.times();
    long[] gaps = new long[Math.max(0, times.length - 1)];
    Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
    Arrays.sort(gaps);
    return new DevicePast(
        device,
        gaps.length,
        gaps.length == 0 ? 0 : gaps[(gaps.length - 1) / 2],
        gaps.length == 0 ? 0 : gaps[(int) Math.ceil(LONG * gaps.length) - 1],
        delay(times, readings.sent()),
        readings.channels());
  }

  /** Of a history that is sent at once the delays are the readings' ages. */
  private static OptionalMicros delay(long[] times, long[] sent) {
    int from = Math.max(0, times.length - LAST);
    if (times.length - from < FEW) {
      return OptionalMicros.NONE;
    }
    long[] last = Arrays.copyOfRange(sent, from, sent.length);
    long fastest = Long.MAX_VALUE;
    for (int i = from; i < times.length; i++) {
      if (sent[i] == Long.MIN_VALUE) {
        return OptionalMicros.NONE;
      }
      fastest = Math.min(fastest, sent[i] - times[i]);
    }
    double taken = times[times.length - 1] - times[from];
    double sending =
        Arrays.stream(last).max().orElseThrow() - (double) Arrays.stream(last).min().orElseThrow();
    boolean live = sending <= taken * LIVE && sending >= taken / LIVE;
    return live ? new OptionalMicros(true, fastest) : OptionalMicros.NONE;
  }
}
