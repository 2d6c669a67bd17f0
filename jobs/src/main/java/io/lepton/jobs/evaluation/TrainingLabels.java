package io.lepton.jobs.evaluation;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import java.io.Serializable;
import org.apache.commons.math3.util.MathArrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a naive guess knows: the labels of the training windows, copies left out.
 *
 * @param mean their mean
 * @param counts windows of each class; empty if there are none
 */
record TrainingLabels(double mean, long[] counts) implements Serializable {
  static TrainingLabels of(Dataset<Row> trainingSet, int classes) {
    double[] sums =
        TrainingSetTable.segments(trainingSet, Split.TRAIN)
            .map(segment -> sums(segment, classes))
            .fold(new double[2 + classes], MathArrays::ebeAdd);
    long[] counts = new long[classes];
    for (int c = 0; c < classes; c++) {
      counts[c] = (long) sums[2 + c];
    }
    return new TrainingLabels(sums[0] / sums[1], counts);
  }

  /** The share of a class. */
  double share(int index) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return (double) counts[index] / all;
  }

  private static double[] sums(Segment segment, int classes) {
    double[] sums = new double[2 + classes];
    for (int w = 0; w < segment.windows(); w++) {
      if (segment.copies()[w] == 0) {
        sums[0] += segment.labels()[w];
        sums[1]++;
        if (classes > 0) {
          sums[2 + (int) segment.labels()[w]]++;
        }
      }
    }
    return sums;
  }
}
