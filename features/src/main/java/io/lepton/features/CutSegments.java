package io.lepton.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A device's series as segments with labelled window ends. */
final class CutSegments {
  /** Bounds the memory of one row; a segment repeats the readings its first window needs. */
  static final int MAX_READINGS = 8192;

  private CutSegments() {}

  static List<Segment> of(DeviceSeries series, FeatureSpec spec, long[] failures) {
    List<Segment> segments = new ArrayList<>();
    LabelConfig label = spec.label().config();
    int length = spec.window().length();
    int readings = series.rows().size();
    int from = 0;
    while (from < readings) {
      int until = Math.min(readings, from + MAX_READINGS);
      int kept = Math.max(0, from - length + 1);
      Ends ends = new Ends(until - from);
      for (int end = from; end < until; end++) {
        if (end % spec.window().stride() == 0) {
          long time = series.eventTime(end);
          ends.add(end - kept, label.label(time, failures), time);
        }
      }
      if (ends.count > 0) {
        int width = spec.channels().size();
        float[] values = Arrays.copyOfRange(series.values(), kept * width, until * width);
        segments.add(ends.segment(series.deviceId(), segments.size(), values));
      }
      from = until;
    }
    return segments;
  }

  /** Window ends that have a label. */
  private static final class Ends {
    private final int[] ends;
    private final float[] labels;
    private final long[] times;
    private int count;

    Ends(int most) {
      ends = new int[most];
      labels = new float[most];
      times = new long[most];
    }

    void add(int end, float label, long time) {
      if (!Float.isNaN(label)) {
        ends[count] = end;
        labels[count] = label;
        times[count] = time;
        count++;
      }
    }

    Segment segment(String device, int number, float[] values) {
      return new Segment(
          device,
          number,
          values,
          Arrays.copyOf(ends, count),
          Arrays.copyOf(labels, count),
          Arrays.copyOf(times, count));
    }
  }
}
