package io.lepton.jobs.features;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** What changed in the labels from one version of a training set to another. */
final class TrainingSetDiff {
  private static final int SHOWN = 10;

  private TrainingSetDiff() {}

  /**
   * A device's labels.
   *
   * @param windows that have one
   * @param sum of them
   */
  private record Labels(long windows, double sum) implements Serializable {
    Labels plus(Labels other) {
      return new Labels(windows + other.windows, sum + other.sum);
    }

    /** The same but for rounding: sums of many numbers depend on their order. */
    boolean isLike(Labels other) {
      return windows == other.windows && Math.abs(sum - other.sum) <= 1e-9 * Math.abs(sum);
    }

    double mean() {
      return sum / windows;
    }
  }

  /** Sentences, none if all labels are the same. */
  static List<String> between(Dataset<Row> before, Dataset<Row> after) {
    Map<String, Labels> old = labels(before);
    Map<String, Labels> young = labels(after);
    List<String> changed = new ArrayList<>();
    long added = young.keySet().stream().filter(device -> !old.containsKey(device)).count();
    long gone = old.keySet().stream().filter(device -> !young.containsKey(device)).count();
    young.forEach(
        (device, labels) -> {
          Labels was = old.get(device);
          if (was != null && !was.isLike(labels)) {
            changed.add(
                String.format(
                    Locale.ROOT,
                    "%s: %,d windows with mean label %.2f, before %,d with %.2f",
                    device,
                    labels.windows(),
                    labels.mean(),
                    was.windows(),
                    was.mean()));
          }
        });
    List<String> lines = new ArrayList<>();
    if (added + gone + changed.size() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "labels: %,d devices are new, %,d are gone, %,d have others than before",
              added,
              gone,
              changed.size()));
      changed.stream().limit(SHOWN).forEach(line -> lines.add("  " + line));
      if (changed.size() > SHOWN) {
        lines.add("  and %,d more".formatted(changed.size() - SHOWN));
      }
    }
    return lines;
  }

  private static Map<String, Labels> labels(Dataset<Row> trainingSet) {
    Map<String, Labels> labels = new TreeMap<>();
    for (Split split : Split.values()) {
      TrainingSetTable.segments(trainingSet, split)
          .mapToPair(segment -> new Tuple2<>(segment.deviceId(), labels(segment)))
          .reduceByKey(Labels::plus)
          .collect()
          .forEach(found -> labels.merge(found._1, found._2, Labels::plus));
    }
    return labels;
  }

  private static Labels labels(Segment segment) {
    Labels labels = new Labels(0, 0);
    for (int w = 0; w < segment.windows(); w++) {
      labels = segment.copies()[w] == 0 ? labels.plus(new Labels(1, segment.labels()[w])) : labels;
    }
    return labels;
  }
}
