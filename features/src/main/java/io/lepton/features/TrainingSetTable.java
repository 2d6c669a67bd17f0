package io.lepton.features;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The contract of a training set: each reading once, packed and scaled, with the windows that end
 * in it. Numbers are little-endian. The specification stands in every row, so that a version of the
 * table is whole in itself; Parquet keeps it once a file.
 */
public final class TrainingSetTable {
  /** The device. */
  public static final String DEVICE_ID = "device_id";

  /** Train, validation or test. */
  public static final String SPLIT = "split";

  /** How many windows end in a segment. */
  public static final String WINDOWS = "windows";

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
            column("segment", DataTypes.IntegerType),
            column(WINDOWS, DataTypes.IntegerType),
            column("readings", DataTypes.BinaryType),
            column("ends", DataTypes.BinaryType),
            column("labels", DataTypes.BinaryType),
            column("end_times", DataTypes.BinaryType),
            column("copies", DataTypes.BinaryType),
            column(FEATURE_SPEC, DataTypes.StringType))
        // A version that a model was made from can be asked for years later.
        .with("delta.logRetentionDuration", "interval 3650 days");
  }

  /** The segments of one part. */
  public static JavaRDD<Segment> segments(Dataset<Row> trainingSet, Split split) {
    return trainingSet
        .where(col(SPLIT).equalTo(split.code()))
        .drop(FEATURE_SPEC)
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
    return RowFactory.create(
        segment.deviceId(),
        split.code(),
        segment.number(),
        segment.windows(),
        bytes(segment.values()),
        bytes(segment.ends()),
        bytes(segment.labels()),
        bytes(segment.endTimes()),
        copies(segment),
        spec);
  }

  private static Segment segment(Row row) {
    ByteBuffer values = buffer(row.getAs("readings"));
    ByteBuffer ends = buffer(row.getAs("ends"));
    ByteBuffer labels = buffer(row.getAs("labels"));
    ByteBuffer times = buffer(row.getAs("end_times"));
    float[] floats = new float[values.remaining() / Float.BYTES];
    values.asFloatBuffer().get(floats);
    int[] windowEnds = new int[ends.remaining() / Integer.BYTES];
    ends.asIntBuffer().get(windowEnds);
    float[] windowLabels = new float[labels.remaining() / Float.BYTES];
    labels.asFloatBuffer().get(windowLabels);
    long[] windowTimes = new long[times.remaining() / Long.BYTES];
    times.asLongBuffer().get(windowTimes);
    return new Segment(
        row.getAs(DEVICE_ID),
        row.getAs("segment"),
        floats,
        windowEnds,
        windowLabels,
        windowTimes,
        copies(row, windowEnds.length));
  }

  /** Nothing where no window is a copy. */
  private static byte[] copies(Segment segment) {
    return Arrays.stream(segment.copies()).allMatch(copy -> copy == 0)
        ? null
        : bytes(segment.copies());
  }

  private static int[] copies(Row row, int windows) {
    int[] copies = new int[windows];
    if (!row.isNullAt(row.fieldIndex("copies"))) {
      buffer(row.getAs("copies")).asIntBuffer().get(copies);
    }
    return copies;
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    buffer(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    buffer(bytes).asIntBuffer().put(values);
    return bytes;
  }

  private static byte[] bytes(long[] values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    buffer(bytes).asLongBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static StructField column(String name, org.apache.spark.sql.types.DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
