package io.lepton.features;

import static org.apache.spark.sql.functions.col;

import io.lepton.features.label.Label;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
            col("labels"),
            col("copies"))
        .toJavaRDD()
        .mapPartitions(rows -> List.of(counted(rows, label)).iterator())
        .treeAggregate(new WindowTally(label), WindowTally::plus, WindowTally::plus, 2);
  }

  private static WindowTally counted(Iterator<Row> rows, Label label) {
    WindowTally tally = new WindowTally(label);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (Split split : Split.values()) {
        if (split.code().equals(row.getString(1))) {
          tally.add(tally.of(split), row);
        }
      }
    }
    return tally;
  }

  private void add(Part part, Row row) {
    ByteBuffer labels = ByteBuffer.wrap(row.getAs(2)).order(ByteOrder.LITTLE_ENDIAN);
    boolean copied = !row.isNullAt(3);
    ByteBuffer copies =
        copied ? ByteBuffer.wrap(row.getAs(3)).order(ByteOrder.LITTLE_ENDIAN) : labels;
    part.devices.add(row.getString(0));
    for (int at = 0; at < labels.capacity(); at += Float.BYTES) {
      if (!copied || copies.getInt(at) == 0) {
        count(part, labels.getFloat(at));
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
