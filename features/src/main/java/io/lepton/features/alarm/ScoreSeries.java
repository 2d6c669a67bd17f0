package io.lepton.features.alarm;

import java.time.Duration;
import java.util.Arrays;

/**
 * A device's scores in time order; arrays are not copied.
 *
 * @param times of the readings, ascending, in microseconds since 1970 UTC
 * @param scores one for each; the larger, the worse
 */
public record ScoreSeries(long[] times, double[] scores) {
  /** Checks the lengths and the order. */
  public ScoreSeries {
    if (times.length != scores.length) {
      throw new IllegalArgumentException(
          "scores: %d of %d times (expected: one each)".formatted(scores.length, times.length));
    }
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        throw new IllegalArgumentException(
            "times: %d after %d (expected: ascending)".formatted(times[i], times[i - 1]));
      }
    }
  }

  /** How many scores there are. */
  public int size() {
    return times.length;
  }

  /** When a reading was taken. */
  public long time(int reading) {
    return times[reading];
  }

  /** Its score. */
  public double score(int reading) {
    return scores[reading];
  }

  /** The readings from one on, until before another. */
  public ScoreSeries part(int from, int until) {
    return new ScoreSeries(
        Arrays.copyOfRange(times, from, until), Arrays.copyOfRange(scores, from, until));
  }

  /** From the first reading to the last. */
  public Duration watched() {
    return size() == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.multiplyExact(times[size() - 1] - times[0], 1000L));
  }
}
