package io.lepton.jobs.devices;

import java.io.Serializable;

/**
 * How a channel of one device has behaved, readings without a value left out.
 *
 * @param values how many there are
 * @param run how many of the last ones are the same
 * @param since time of the first of these, in microseconds since 1970 UTC
 * @param longest the longest run that came before
 * @param changes how often one value followed another
 * @param unit the change of unit it looks like, if any
 */
record ChannelPast(int values, int run, long since, int longest, int changes, UnitChange.Found unit)
    implements Serializable {

  /**
   * Looks at values in the order of their times.
   *
   * @param values none missing
   * @param times of the values, in microseconds since 1970 UTC
   */
  static ChannelPast of(double[] values, long[] times) {
    int end = values.length;
    int begin = Math.max(0, end - 1);
    while (begin > 0 && values[begin - 1] == values[begin]) {
      begin--;
    }
    int longest = 0;
    int changes = 0;
    int run = 0;
    for (int i = 0; i < begin; i++) {
      run = i > 0 && values[i] == values[i - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
      changes += values[i] == values[i + 1] ? 0 : 1;
    }
    return new ChannelPast(
        end,
        end - begin,
        end == 0 ? Long.MIN_VALUE : times[begin],
        longest,
        changes,
        UnitChange.in(values, times));
  }

  /** Whether it has ever changed. */
  boolean moves() {
    return changes > 0;
  }

  /**
   * The chance that a value which changes as often as this one did stays the same for so long: if
   * waiting times are exponential, the ratio of the last one to the sum of the k before it exceeds
   * x with probability (1 + x)^-k (the distribution F with 2 and 2k degrees of freedom).
   */
  double chance() {
    return Math.pow(1 + (run - 1.0) / Math.max(1, values - run), -changes);
  }
}
