package io.lepton.features;

import static org.apache.spark.sql.functions.col;

import io.lepton.features.label.Label;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Windows, labels and devices of each part of a training set, found in one pass; no copies. */
final class WindowTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Ranges of a label that is a number. */
  static final int RANGES = 10;

  private final boolean classes;
  private final double top;
  private final Map<Split, Part> parts = new EnumMap<>(Split.class);

  /** What one part has. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Set<String> devices = new HashSet<>();
    private final long[] counts;
    private long notNumbers;
    private long windows;

    private Part(int names) {
      counts = new long[names];
    }

    private void add(Part other) {
      devices.addAll(other.devices);
      windows += other.windows;
      notNumbers += other.notNumbers;
      for (int c = 0; c < counts.length; c++) {
        counts[c] += other.counts[c];
      }
    }

    int devices() {
      return devices.size();
    }

    long windows() {
      return windows;
    }

    long notNumbers() {
      return notNumbers;
    }

    List<Long> counts() {
      return Arrays.stream(counts).boxed().toList();
    }
  }

  private WindowTally(Label label) {
    classes = !label.classes().isEmpty();
    top = label.scale();
    int names =
        switch (label.task()) {
          case REGRESSION -> RANGES;
          case CLASSIFICATION -> label.classes().size();
          case FORECAST, RECONSTRUCTION -> 0;
        };
    for (Split split : Split.values()) {
      parts.put(split, new Part(names));
    }
  }

  static WindowTally over(Dataset<Row> trainingSet, Label label) {
    return trainingSet
        .select(
            col(TrainingSetTable.DEVICE_ID),
            col(TrainingSetTable.SPLIT),
            col(TrainingSetTable.LABELS),
            col(TrainingSetTable.COPIES))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> List.of(counted(rows, label)).iterator())
        .treeAggregate(new WindowTally(label), WindowTally::plus, WindowTally::plus, 2);
  }

  private static WindowTally counted(Iterator<InternalRow> rows, Label label) {
    WindowTally tally = new WindowTally(label);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      String part = row.getUTF8String(1).toString();
      for (Split split : Split.values()) {
        if (split.code().equals(part)) {
          tally.add(tally.of(split), row);
        }
      }
    }
    return tally;
  }

  private void add(Part part, InternalRow row) {
    float[] labels = row.getArray(2).toFloatArray();
    int[] copies = row.isNullAt(3) ? new int[labels.length] : row.getArray(3).toIntArray();
    part.devices.add(row.getUTF8String(0).toString());
    for (int w = 0; w < labels.length; w++) {
      if (copies[w] == 0) {
        count(part, labels[w]);
      }
    }
  }

  private void count(Part part, float label) {
    part.windows++;
    if (Float.isNaN(label)) {
      part.notNumbers++;
    } else if (part.counts.length > 0) {
      int place = (int) (classes ? label : label / top * RANGES);
      part.counts[Math.max(0, Math.min(part.counts.length - 1, place))]++;
    }
  }

  private WindowTally plus(WindowTally other) {
    parts.forEach((split, part) -> part.add(other.of(split)));
    return this;
  }

  Part of(Split split) {
    return parts.get(split);
  }

  /** The devices with a window in any part. */
  Set<String> devices() {
    Set<String> all = new HashSet<>();
    parts.values().forEach(part -> all.addAll(part.devices));
    return all;
  }
}
