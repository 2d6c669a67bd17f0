package io.lepton.jobs.evaluation;

import io.lepton.features.label.Label;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.IntervalCalibration;
import io.lepton.scoring.PredictionIntervals;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoreSegments;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Held-out windows, each with the truth and what a model and a naive guess make of it. */
public final class WindowResult implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The truth: a number in label units, the index of a class, the last step of a forecast. */
  public static final String LABEL = "label";

  /** The most probable class, -1 where there are none. */
  static final String CLASS = "predicted_class";

  /**
   * Squared error in label units; cross-entropy of a class; mean squared error in scaled units of a
   * forecast or a window given back.
   */
  public static final String LOSS = "loss";

  /** The same of the naive guess: the training mean, the shares of the classes, no change. */
  static final String NAIVE_LOSS = "naive_loss";

  /** Absolute error, the mean of it for several numbers. */
  static final String ABSOLUTE_ERROR = "absolute_error";

  /** The probability of each class, null where there are none. */
  static final String PROBABILITIES = "probabilities";

  public static final StructType COLUMNS =
      new StructType()
          .add(TelemetryTables.DEVICE_ID, DataTypes.StringType)
          .add(TelemetryTables.EVENT_TIME, DataTypes.TimestampType)
          .add(PredictionTable.MODEL, DataTypes.StringType)
          .add(PredictionTable.MODEL_VERSION, DataTypes.IntegerType)
          .add(LABEL, DataTypes.DoubleType)
          .add(PredictionTable.PREDICTION, DataTypes.DoubleType)
          .add(CLASS, DataTypes.IntegerType)
          .add(LOSS, DataTypes.DoubleType)
          .add(NAIVE_LOSS, DataTypes.DoubleType)
          .add(ABSOLUTE_ERROR, DataTypes.DoubleType)
          .add(PredictionTable.LOWER, DataTypes.DoubleType)
          .add(PredictionTable.UPPER, DataTypes.DoubleType)
          .add(PROBABILITIES, DataTypes.createArrayType(DataTypes.DoubleType));

  /** A probability of nothing costs much, but not everything. */
  private static final double LEAST = 1e-10;

  private final String model;
  private final int version;
  private final Label label;
  private final TrainingLabels training;
  private final PredictionIntervals intervals;

  /** Results of a model, of whose intervals there may be none. */
  WindowResult(
      String model,
      int version,
      Label label,
      TrainingLabels training,
      PredictionIntervals intervals) {
    this.model = model;
    this.version = version;
    this.label = label;
    this.training = training;
    this.intervals = intervals;
  }

  Row row(ScoreSegments.Scored scored) {
    return switch (label.task()) {
      case REGRESSION -> regression(scored);
      case CLASSIFICATION -> classification(scored);
      case FORECAST, RECONSTRUCTION -> series(scored);
    };
  }

  private Row regression(ScoreSegments.Scored scored) {
    double truth = scored.target()[0] * label.scale();
    double said = label.meaning(scored.output()[0] * label.scale());
    double naive = training.mean();
    return row(
        scored,
        new double[] {truth, said},
        -1,
        (said - truth) * (said - truth),
        (naive - truth) * (naive - truth),
        Math.abs(said - truth));
  }

  private Row classification(ScoreSegments.Scored scored) {
    int truth = largest(scored.target());
    double right = scored.output()[truth];
    return row(
        scored,
        new double[] {truth, 1.0 - scored.output()[0]},
        largest(scored.output()),
        crossEntropy(right),
        crossEntropy(training.share(truth)),
        1 - right);
  }

  private Row series(ScoreSegments.Scored scored) {
    double squared = 0;
    double naive = 0;
    double absolute = 0;
    int count = scored.target().length;
    for (int i = 0; i < count; i++) {
      double error = scored.output()[i] - scored.target()[i];
      double guess = scored.naive()[i] - scored.target()[i];
      squared += error * error;
      naive += guess * guess;
      absolute += Math.abs(error);
    }
    int last = label.ahead() == 0 ? 0 : label.ahead() - 1;
    return row(
        scored,
        new double[] {scored.target()[last], scored.output()[last]},
        -1,
        squared / count,
        naive / count,
        absolute / count);
  }

  /** The loss of a class that was held so probable, and came. */
  static double crossEntropy(double probability) {
    return -Math.log(Math.max(LEAST, probability));
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private Row row(
      ScoreSegments.Scored scored, double[] truthAndSaid, int predicted, double... errors) {
    Optional<PredictionIntervals.Interval> interval =
        IntervalCalibration.supports(label)
            ? intervals.around(truthAndSaid[1], label)
            : Optional.empty();
    Instant time = Micros.instant(scored.endTime());
    return RowFactory.create(
        scored.deviceId(),
        Timestamp.from(time),
        model,
        version,
        truthAndSaid[0],
        truthAndSaid[1],
        predicted,
        errors[0],
        errors[1],
        errors[2],
        interval.map(PredictionIntervals.Interval::lower).orElse(null),
        interval.map(PredictionIntervals.Interval::upper).orElse(null),
        label.classes().isEmpty() ? null : probabilities(scored.output()));
  }

  private static double[] probabilities(float[] output) {
    double[] probabilities = new double[output.length];
    for (int c = 0; c < output.length; c++) {
      probabilities[c] = output[c];
    }
    return probabilities;
  }
}
