package io.lepton.features;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The contract of a training set: each reading once, scaled, feature after feature, with the
 * windows that end in it. The specification stands in every row, so that a version of the table is
 * whole in itself; Parquet keeps it once a file, and each value of a feature once a page.
 */
public final class TrainingSetTable {
  /** The device. */
  public static final String DEVICE_ID = "device_id";

  /** Train, validation or test. */
  public static final String SPLIT = "split";

  /** How many windows end in a segment. */
  public static final String WINDOWS = "windows";

  private static final String SEGMENT = "segment";
  private static final String ROWS = "rows"; // of readings
  private static final String READINGS = "readings"; // feature after feature
  private static final String ENDS = "ends"; // of windows, as rows
  static final String LABELS = "labels"; // of windows
  private static final String END_TIMES = "end_times"; // of windows, microseconds since 1970 UTC
  static final String COPIES = "copies"; // null where no window is one
  private static final String FEATURE_SPEC = "feature_spec";

  private TrainingSetTable() {}

  /** The training set of a name. */
  public static TableId id(String name) {
    return new TableId(Layer.GOLD, name);
  }

  /** The contract. */
  public static TableSpec spec(String name) {
    return TableSpec.of(
            id(name),
            column(DEVICE_ID, DataTypes.StringType),
            column(SPLIT, DataTypes.StringType),
            column(SEGMENT, DataTypes.IntegerType),
            column(WINDOWS, DataTypes.IntegerType),
            column(ROWS, DataTypes.IntegerType),
            column(READINGS, DataTypes.createArrayType(DataTypes.FloatType, false)),
            column(ENDS, DataTypes.createArrayType(DataTypes.IntegerType, false)),
            column(LABELS, DataTypes.createArrayType(DataTypes.FloatType, false)),
            column(END_TIMES, DataTypes.createArrayType(DataTypes.LongType, false)),
            column(COPIES, DataTypes.createArrayType(DataTypes.IntegerType, false)),
            column(FEATURE_SPEC, DataTypes.StringType))
        // A version that a model was made from can be asked for years later.
        .with("delta.logRetentionDuration", "interval 3650 days");
  }

  /** The segments of one part. */
  public static JavaRDD<Segment> segments(Dataset<Row> trainingSet, Split split) {
    return trainingSet
        .where(col(SPLIT).equalTo(split.code()))
        .select(DEVICE_ID, SEGMENT, ROWS, READINGS, ENDS, LABELS, END_TIMES, COPIES)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(TrainingSetTable::segment);
  }

  /**
   * The specification a training set was made with.
   *
   * @throws PipelineException if the training set is empty
   */
  public static FeatureSpec featureSpec(Dataset<Row> trainingSet) {
    List<Row> first = trainingSet.select(FEATURE_SPEC).takeAsList(1);
    if (first.isEmpty()) {
      throw PipelineException.data(
          "Cannot read the training set: it is empty (expected: segments). Run 'lepton features'"
              + " first.");
    }
    return FeatureSpec.parse(first.get(0).getString(0));
  }

  static Row row(Segment segment, Split split, String spec) {
    boolean copied = Arrays.stream(segment.copies()).anyMatch(copy -> copy > 0);
    return RowFactory.create(
        segment.deviceId(),
        split.code(),
        segment.number(),
        segment.windows(),
        segment.rows().step(),
        segment.rows().values(),
        segment.ends(),
        segment.labels(),
        segment.endTimes(),
        copied ? segment.copies() : null,
        spec);
  }

  private static Segment segment(InternalRow row) {
    int[] ends = row.getArray(4).toIntArray();
    return new Segment(
        row.getUTF8String(0).toString(),
        row.getInt(1),
        new FeatureMatrix(row.getArray(3).toFloatArray(), row.getInt(2)),
        ends,
        row.getArray(5).toFloatArray(),
        row.getArray(6).toLongArray(),
        row.isNullAt(7) ? new int[ends.length] : row.getArray(7).toIntArray());
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
