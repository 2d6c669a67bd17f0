package io.lepton.jobs.evaluation;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.MathArrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The naive detector of anomalies, which a network has to beat: how many standard deviations of the
 * training part the newest reading is away from its mean, the largest of all features.
 *
 * @param means of each feature
 * @param deviations of each feature; 0 for one that never changes, which is then passed over
 */
record ValueScores(double[] means, double[] deviations) implements Serializable {
  static final String SCORE = "score";

  private static final StructType COLUMNS =
      new StructType()
          .add(TelemetryTables.DEVICE_ID, DataTypes.StringType)
          .add(TelemetryTables.EVENT_TIME, DataTypes.TimestampType)
          .add(SCORE, DataTypes.DoubleType);

  /** Fitted to the training part. */
  static ValueScores fit(Dataset<Row> trainingSet, int features) {
    double[] sums =
        TrainingSetTable.segments(trainingSet, Split.TRAIN)
            .map(segment -> sums(segment, features))
            .fold(new double[1 + 2 * features], MathArrays::ebeAdd);
    double[] means = new double[features];
    double[] deviations = new double[features];
    for (int f = 0; f < features; f++) {
      means[f] = sums[1 + f] / sums[0];
      double square = sums[1 + features + f] / sums[0] - means[f] * means[f];
      deviations[f] = Math.sqrt(Math.max(0, square));
    }
    return new ValueScores(means, deviations);
  }

  private static double[] sums(Segment segment, int features) {
    double[] sums = new double[1 + 2 * features];
    for (int end : segment.ends()) {
      sums[0]++;
      for (int f = 0; f < features; f++) {
        double value = segment.rows().at(end, f);
        sums[1 + f] += value;
        sums[1 + features + f] += value * value;
      }
    }
    return sums;
  }

  /** The scores of a part: device, time and score. */
  Dataset<Row> of(Dataset<Row> trainingSet, Split part) {
    return trainingSet
        .sparkSession()
        .createDataFrame(
            TrainingSetTable.segments(trainingSet, part)
                .flatMap(segment -> rows(segment).iterator()),
            COLUMNS);
  }

  private List<Row> rows(Segment segment) {
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < segment.windows(); w++) {
      Instant time = Micros.instant(segment.endTimes()[w]);
      rows.add(RowFactory.create(segment.deviceId(), Timestamp.from(time), score(segment, w)));
    }
    return rows;
  }

  double score(Segment segment, int window) {
    double largest = 0;
    for (int f = 0; f < means.length; f++) {
      if (deviations[f] > 0) {
        double value = segment.rows().at(segment.ends()[window], f);
        largest = Math.max(largest, Math.abs(value - means[f]) / deviations[f]);
      }
    }
    return largest;
  }
}
