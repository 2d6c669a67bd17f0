package io.lepton.training.baseline;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.Label;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** A sample of windows as Spark ML reads it. */
final class VectorRows {
  static final String FEATURES = "features";
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  private static final String HASH = "hash";

  private VectorRows() {}

  /**
   * The picked windows in an order of their own. They are in one partition: so sums are always the
   * same, and there are few enough of them. The label is the target's one number or the index of
   * the class.
   */
  static Dataset<Row> of(SparkSession session, TrainingSample sample, Windows windows) {
    Label label = sample.examples().targets().label();
    JavaRDD<Row> rows =
        sample
            .picked()
            .map(
                picked ->
                    RowFactory.create(
                        picked.hash(),
                        number(picked.target()),
                        picked.weight(),
                        vector(windows, picked.segment(), picked.window())));
    return session.createDataFrame(rows, columns(label)).repartition(1).sortWithinPartitions(HASH);
  }

  /** A window that is cut out of a segment as it was. */
  static Vector vector(Windows windows, Segment segment, int window) {
    float[] cut = new float[windows.size()];
    windows.cut(segment.rows(), 0, segment.ends()[window], cut, 0);
    double[] numbers = new double[cut.length];
    for (int i = 0; i < cut.length; i++) {
      numbers[i] = cut[i];
    }
    return Vectors.dense(numbers);
  }

  private static double number(float[] target) {
    if (target.length == 1) {
      return target[0];
    }
    int index = 0;
    while (index < target.length - 1 && target[index] != 1f) {
      index++;
    }
    return index;
  }

  private static StructType columns(Label label) {
    String[] classes = label.classes().toArray(String[]::new);
    Metadata meaning =
        classes.length == 0
            ? Metadata.empty()
            : NominalAttribute.defaultAttr().withName(LABEL).withValues(classes).toMetadata();
    return new StructType()
        .add(HASH, DataTypes.LongType)
        .add(LABEL, DataTypes.DoubleType, false, meaning)
        .add(WEIGHT, DataTypes.DoubleType)
        .add(FEATURES, SQLDataTypes.VectorType());
  }
}
