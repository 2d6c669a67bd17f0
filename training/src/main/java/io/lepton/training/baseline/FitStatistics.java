package io.lepton.training.baseline;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Models of Spark ML on the statistics of windows: {@link Windows.Form#AGGREGATE}, over as many
 * readings as the network sees. A class counts as often as the training set has it.
 */
final class FitStatistics {
  /** Enough to tame statistics that say almost the same, too little to bend the answer. */
  private static final double RIDGE = 1e-3;

  private static final int DEPTH = 5;

  /** Trees of a forest are not corrected by later ones, and so are deeper. */
  private static final int FOREST_DEPTH = 8;

  private final SparkSession session;
  private final BaselineConfig config;

  FitStatistics(SparkSession session, BaselineConfig config) {
    this.session = session;
    this.config = config;
  }

  Baseline fit(BaselineKind kind, TrainingSample sample) {
    Windows seen = sample.examples().windows();
    Windows windows = new Windows(Windows.Form.AGGREGATE, seen.length(), seen.features());
    Dataset<Row> rows =
        VectorRows.of(session, sample, windows).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      boolean isNumber = sample.examples().targets().task() == Task.REGRESSION;
      int classes = sample.examples().targets().size();
      boolean isLinear = kind == BaselineKind.LINEAR;
      if (isNumber) {
        return new FittedNumber(windows, isLinear ? line(rows) : trees(rows));
      }
      return new Probabilities(windows, classes, isLinear ? logit(rows) : votes(rows, classes));
    } finally {
      rows.unpersist();
    }
  }

  private static RegressionModel<Vector, ?> line(Dataset<Row> rows) {
    return new LinearRegression().setRegParam(RIDGE).setStandardization(true).fit(rows);
  }

  private RegressionModel<Vector, ?> trees(Dataset<Row> rows) {
    return new GBTRegressor()
        .setMaxIter(config.trees())
        .setMaxDepth(DEPTH)
        .setSeed(config.seed())
        .fit(rows);
  }

  private static ProbabilisticClassificationModel<Vector, ?> logit(Dataset<Row> rows) {
    return new LogisticRegression()
        .setRegParam(RIDGE)
        .setStandardization(true)
        .setWeightCol(VectorRows.WEIGHT)
        .fit(rows);
  }

  private ProbabilisticClassificationModel<Vector, ?> votes(Dataset<Row> rows, int classes) {
    if (classes > 2) {
      return new RandomForestClassifier()
          .setNumTrees(config.trees())
          .setMaxDepth(FOREST_DEPTH)
          .setSeed(config.seed())
          .setWeightCol(VectorRows.WEIGHT)
          .fit(rows);
    }
    return new GBTClassifier()
        .setMaxIter(config.trees())
        .setMaxDepth(DEPTH)
        .setSeed(config.seed())
        .setWeightCol(VectorRows.WEIGHT)
        .fit(rows);
  }

  private record FittedNumber(Windows windows, RegressionModel<Vector, ?> model)
      implements Baseline {
    @Override
    public float[] output(Segment segment, int window) {
      return new float[] {(float) model.predict(VectorRows.vector(windows, segment, window))};
    }
  }

  private record Probabilities(
      Windows windows, int classes, ProbabilisticClassificationModel<Vector, ?> model)
      implements Baseline {
    @Override
    public float[] output(Segment segment, int window) {
      Vector said = model.predictProbability(VectorRows.vector(windows, segment, window));
      float[] output = new float[classes];
      for (int c = 0; c < classes; c++) {
        output[c] = (float) said.apply(c);
      }
      return output;
    }
  }
}
