package io.lepton.notebooks.explore;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.sum;

import io.lepton.features.Examples;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The newest training set: what a model sees of telemetry, and which devices it learns from. */
public final class Features {
  /** The truth, in the label's unit. */
  public static final String LABEL = "label";

  /** What the model sees of a window's last reading, scaled. */
  public static final String FEATURES = "features";

  private final JobContext context;

  Features(JobContext context) {
    this.context = context;
  }

  /** The names of what a model sees of a reading. */
  public List<String> names() {
    return newest().spec().features();
  }

  /** Readings in a window. */
  public int windowLength() {
    return newest().spec().window().length();
  }

  /** Devices and windows of each part. */
  public Dataset<Row> splits() {
    return newest()
        .rows()
        .groupBy(TrainingSetTable.SPLIT)
        .agg(
            countDistinct(TrainingSetTable.DEVICE_ID).as("devices"),
            sum(TrainingSetTable.WINDOWS).as("windows"))
        .orderBy(TrainingSetTable.SPLIT);
  }

  /** Every window: its device, part of the data, end, label, and its last reading as a vector. */
  public Dataset<Row> windows() {
    return windows(newest().rows(), newest().spec());
  }

  /**
   * The windows of one device, a column for each number of their last reading.
   *
   * @throws PipelineException if the training set does not have the device
   */
  public Dataset<Row> preview(String device) {
    PinnedTrainingSet set = newest();
    Dataset<Row> rows = set.rows().where(col(TrainingSetTable.DEVICE_ID).equalTo(device));
    if (rows.isEmpty()) {
      throw PipelineException.data(
          "Cannot show the features of '%s': %s does not have it (expected: a device such as '%s')."
              .formatted(
                  device,
                  set.name(),
                  set.rows().select(TrainingSetTable.DEVICE_ID).first().getString(0)));
    }
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    columns.add(col(TelemetryTables.EVENT_TIME));
    columns.add(col(TrainingSetTable.SPLIT));
    columns.add(col(LABEL));
    Dataset<Row> windows =
        windows(rows, set.spec())
            .withColumn(
                FEATURES, org.apache.spark.ml.functions.vector_to_array(col(FEATURES), "float64"));
    List<String> names = set.spec().features();
    for (int f = 0; f < names.size(); f++) {
      columns.add(col(FEATURES).getItem(f).as(names.get(f)));
    }
    return windows
        .select(columns.toArray(new org.apache.spark.sql.Column[0]))
        .orderBy(TelemetryTables.EVENT_TIME);
  }

  private Dataset<Row> windows(Dataset<Row> rows, FeatureSpec spec) {
    StructType columns =
        new StructType()
            .add(TrainingSetTable.DEVICE_ID, DataTypes.StringType)
            .add(TrainingSetTable.SPLIT, DataTypes.StringType)
            .add(TelemetryTables.EVENT_TIME, DataTypes.TimestampType)
            .add(LABEL, DataTypes.DoubleType)
            .add(FEATURES, SQLDataTypes.VectorType());
    return Arrays.stream(Split.values())
        .map(
            split ->
                context
                    .session()
                    .createDataFrame(
                        rowsOf(TrainingSetTable.segments(rows, split), split.code(), spec),
                        columns))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static JavaRDD<Row> rowsOf(JavaRDD<Segment> segments, String split, FeatureSpec spec) {
    Examples examples = spec.examples();
    double scale = spec.label().scale();
    return segments.flatMap(segment -> rowsOf(segment, split, examples, scale));
  }

  private static Iterator<Row> rowsOf(
      Segment segment, String split, Examples examples, double scale) {
    float[] input = new float[examples.windows().size()];
    float[] target = new float[examples.targets().size()];
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < segment.windows(); w++) {
      examples.cut(segment, w, input, target, 0);
      double[] last = new double[segment.rows().features()];
      for (int f = 0; f < last.length; f++) {
        last[f] = segment.rows().at(segment.ends()[w], f);
      }
      Instant end = Micros.instant(segment.endTimes()[w]);
      rows.add(
          RowFactory.create(
              segment.deviceId(),
              split,
              Timestamp.from(end),
              target[0] * scale,
              Vectors.dense(last)));
    }
    return rows.iterator();
  }

  private PinnedTrainingSet newest() {
    return PinnedTrainingSet.newest(context);
  }

  @Override
  public String toString() {
    return "windows of %d readings of %s".formatted(windowLength(), names());
  }
}
