package io.lepton.features;

import io.lepton.features.label.History;
import io.lepton.features.label.Truth;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A device's series as segments of labelled windows, each in one part of the split. */
final class CutSegments {
  /** Bounds the memory of one row; a segment repeats the readings its first window needs. */
  static final int MAX_READINGS = 8192;

  private final FeatureSpec spec;
  private final SplitConfig split;
  private final int back;
  private final int ahead;

  CutSegments(FeatureSpec spec, SplitConfig split) {
    this.spec = spec;
    this.split = split;
    this.back = spec.window().length() - 1 + spec.augmentation().shift();
    this.ahead = spec.label().ahead();
  }

  /** A segment and the part it is in. */
  record Placed(Split split, Segment segment) implements Serializable {}

  List<Placed> of(DeviceSeries series, long[] events) {
    History history = series.history(events);
    ReadingParts parts = ReadingParts.of(split, series.deviceId());
    List<Placed> placed = new ArrayList<>();
    Map<Split, Integer> numbers = new EnumMap<>(Split.class);
    int from = 0;
    while (from < series.rows()) {
      int until = Math.min(series.rows(), from + MAX_READINGS);
      while (series.start(until - 1) > from) {
        until = series.start(until - 1); // a segment has no break in it
      }
      ends(series, history, parts, from, until)
          .forEach(
              (part, ends) -> {
                int number = numbers.merge(part, 1, Integer::sum) - 1;
                placed.add(new Placed(part, ends.segment(series, number)));
              });
      from = until;
    }
    return placed;
  }

  /** The windows that end in some rows, by part. */
  private Map<Split, Ends> ends(
      DeviceSeries series, History history, ReadingParts parts, int from, int until) {
    Map<Split, Ends> ends = new EnumMap<>(Split.class);
    for (int row = from; row < until; row++) {
      if ((row - series.start(row)) % spec.window().stride() != 0 || !series.isObserved(row)) {
        continue;
      }
      Optional<Truth> truth = spec.label().truth(history, row);
      if (truth.isPresent()) {
        long time = series.time(row);
        Optional<Split> part = parts.at(time, truth.get().known());
        if (part.isPresent()) {
          ends.computeIfAbsent(part.get(), p -> new Ends()).add(row, truth.get().number(), time);
        }
      }
    }
    return ends;
  }

  /** Window ends of one part. */
  private final class Ends {
    private int[] rows = new int[16];
    private float[] labels = new float[16];
    private long[] times = new long[16];
    private int count;

    void add(int row, float label, long time) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, count * 2);
        labels = Arrays.copyOf(labels, count * 2);
        times = Arrays.copyOf(times, count * 2);
      }
      rows[count] = row;
      labels[count] = label;
      times[count] = time;
      count++;
    }

    Segment segment(DeviceSeries series, int number) {
      int first = Math.max(series.start(rows[0]), rows[0] - back);
      int last = rows[count - 1] + ahead;
      int[] ends = Arrays.copyOf(rows, count);
      for (int w = 0; w < count; w++) {
        ends[w] -= first;
      }
      return new Segment(
          series.deviceId(),
          number,
          series.matrix().copy(first, last + 1),
          ends,
          Arrays.copyOf(labels, count),
          Arrays.copyOf(times, count),
          new int[count]);
    }
  }
}
