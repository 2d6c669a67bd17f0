package io.lepton.jobs.devices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The readings of one device in the order of their times, as they are collected. */
final class ReadingList {
  private static final int FIRST = 256;

  private final int columns;
  private long[] times = new long[FIRST];
  private long[] sent = new long[FIRST];
  private double[] values;
  private int size;

  ReadingList(int columns) {
    this.columns = columns;
    this.values = new double[FIRST * columns];
  }

  /**
   * Adds one.
   *
   * @param broker the broker's time in microseconds since 1970 UTC; {@link Long#MIN_VALUE} if
   *     unknown
   * @return where its values go; NaN is a missing one
   */
  Row add(long time, long broker) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      sent = Arrays.copyOf(sent, 2 * size);
      values = Arrays.copyOf(values, 2 * size * columns);
    }
    times[size] = time;
    sent[size] = broker;
    int first = size * columns;
    size++;
    return (column, value) -> values[first + column] = value;
  }

  /** Where values of a reading go. */
  interface Row {
    void set(int column, double value);
  }

  long[] times() {
    return Arrays.copyOf(times, size);
  }

  long[] sent() {
    return Arrays.copyOf(sent, size);
  }

  List<ChannelPast> channels() {
    List<ChannelPast> channels = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      double[] there = new double[size];
      long[] when = new long[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        double value = values[i * columns + c];
        if (Double.isFinite(value)) {
          there[count] = value;
          when[count++] = times[i];
        }
      }
      channels.add(ChannelPast.of(Arrays.copyOf(there, count), Arrays.copyOf(when, count)));
    }
    return channels;
  }
}
