package io.lepton.scoring;

import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The contract of the predictions table: one row for each reading and model version. */
public final class PredictionTable {
  /** The model's name. */
  public static final String MODEL = "model";

  /** The model's version. */
  public static final String MODEL_VERSION = "model_version";

  /** Hash of the feature specification inside the model. */
  public static final String FEATURE_SPEC = "feature_spec";

  /**
   * What the model says: a number in the label's unit; the probability of any class but the first;
   * the last step forecast for the first channel; how badly the window could be given back. Never
   * NaN or infinite, but null where {@link #ERROR} says why.
   */
  public static final String PREDICTION = "prediction";

  /** The most probable class; null where there are none. */
  public static final String CLASS = "predicted_class";

  /**
   * All steps forecast, channel after channel, in the channels' units; null where there are none.
   */
  public static final String FORECAST = "forecast";

  /** Whether the prediction is above the threshold of the model's alarm rule; null without one. */
  public static final String ANOMALY = "anomaly";

  /**
   * Where the interval around the prediction begins, in the label's unit; null where there is none.
   */
  public static final String LOWER = "lower";

  /** Where it ends; where labels are capped, the cap means this or more. */
  public static final String UPPER = "upper";

  /** When it was said. */
  public static final String SCORED_AT = "scored_at";

  /** Seconds from the message's arrival in Kafka to the prediction. */
  public static final String DELAY = "delay_seconds";

  /**
   * Who asked the network, as {@link ScoringRuntime#code} has it; null in rows from before there
   * was a choice, which Deeplearning4j made.
   */
  public static final String RUNTIME = "runtime";

  /**
   * How many of the columns that the model reads held no number in the window's last reading: what
   * they held before stood in for them, or nothing did. Null in rows from before it was counted.
   */
  public static final String MISSING = "missing_columns";

  /**
   * The sensors that the prediction rests on most, as {@link Contributions} finds them, the one
   * that changes most first: each with by how much the prediction is higher than with the sensor as
   * usual. Null where {@code scoring.contributors} asked for none.
   */
  public static final String CONTRIBUTORS = "contributors";

  /** Of one of the contributors: its name. */
  public static final String SENSOR = "sensor";

  /** Of one of the contributors: by how much the prediction is higher. */
  public static final String CONTRIBUTION = "contribution";

  /**
   * Why there is no prediction: {@link #NOT_FINITE}. Null where there is one; else what the model
   * would have said is null, in all columns.
   */
  public static final String ERROR = "error";

  /** The network answered NaN or Infinity, or its error is infinite. */
  public static final String NOT_FINITE = "output-not-finite";

  /** What makes a prediction the same prediction. */
  public static final List<String> KEY =
      List.of(
          TelemetryTables.DEVICE_ID,
          TelemetryTables.EVENT_TIME,
          TelemetryTables.SEQUENCE,
          MODEL,
          MODEL_VERSION);

  private PredictionTable() {}

  /** The predictions table of a name. */
  public static TableId id(String name) {
    return new TableId(Layer.GOLD, name);
  }

  /** The contract. */
  public static TableSpec spec(String name) {
    return TableSpec.of(
        id(name),
        column(TelemetryTables.DEVICE_ID, DataTypes.StringType),
        column(TelemetryTables.EVENT_TIME, DataTypes.TimestampType),
        column(TelemetryTables.SEQUENCE, DataTypes.LongType),
        column(MODEL, DataTypes.StringType),
        column(MODEL_VERSION, DataTypes.IntegerType),
        column(FEATURE_SPEC, DataTypes.StringType),
        column(PREDICTION, DataTypes.DoubleType),
        column(CLASS, DataTypes.StringType),
        column(FORECAST, DataTypes.createArrayType(DataTypes.DoubleType)),
        column(ANOMALY, DataTypes.BooleanType),
        column(TelemetryTables.KAFKA_TIME, DataTypes.TimestampType),
        column(SCORED_AT, DataTypes.TimestampType),
        column(DELAY, DataTypes.DoubleType),
        column(LOWER, DataTypes.DoubleType),
        column(UPPER, DataTypes.DoubleType),
        column(RUNTIME, DataTypes.StringType),
        column(MISSING, DataTypes.IntegerType),
        column(
            CONTRIBUTORS,
            DataTypes.createArrayType(
                new StructType()
                    .add(SENSOR, DataTypes.StringType)
                    .add(CONTRIBUTION, DataTypes.DoubleType))),
        column(ERROR, DataTypes.StringType));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
