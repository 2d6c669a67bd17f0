package io.lepton.training.baseline;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import java.util.Optional;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.PCAModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * A window given back from its first principal components: the best that a linear autoencoder can
 * do (Baldi and Hornik 1989). It has as many of them as it takes for {@link #KEPT} of the variance.
 *
 * @param windows how windows are cut
 * @param mean of the training windows
 * @param components of length 1, one after another
 */
record PrincipalComponents(Windows windows, double[] mean, double[][] components)
    implements Baseline {
  private static final double KEPT = 0.95;

  /** Numbers in a window, above which the decomposition takes too long. */
  private static final int MOST_NUMBERS = 1024;

  /** Fits unless a window has too many numbers. */
  static Optional<Baseline> fit(SparkSession session, TrainingSample sample) {
    Windows windows = sample.examples().windows();
    if (windows.size() > MOST_NUMBERS) {
      return Optional.empty();
    }
    Dataset<Row> rows =
        VectorRows.of(session, sample, windows).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Vector mean =
          rows.select(Summarizer.mean(functions.col(VectorRows.FEATURES))).first().getAs(0);
      PCAModel fitted = new PCA().setInputCol(VectorRows.FEATURES).setK(windows.size()).fit(rows);
      return Optional.of(new PrincipalComponents(windows, mean.toArray(), kept(fitted)));
    } finally {
      rows.unpersist();
    }
  }

  private static double[][] kept(PCAModel fitted) {
    double[] shares = fitted.explainedVariance().toArray();
    int count = 0;
    for (double sum = 0; count < shares.length && sum < KEPT; count++) {
      sum += shares[count];
    }
    DenseMatrix all = fitted.pc();
    double[][] components = new double[count][all.numRows()];
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < all.numRows(); i++) {
        components[c][i] = all.apply(i, c);
      }
    }
    return components;
  }

  @Override
  public float[] output(Segment segment, int window) {
    double[] cut = VectorRows.vector(windows, segment, window).toArray();
    double[] said = mean.clone();
    for (double[] component : components) {
      double length = 0;
      for (int i = 0; i < cut.length; i++) {
        length += component[i] * (cut[i] - mean[i]);
      }
      for (int i = 0; i < cut.length; i++) {
        said[i] += component[i] * length;
      }
    }
    float[] output = new float[said.length];
    for (int i = 0; i < said.length; i++) {
      output[i] = (float) said[i];
    }
    return output;
  }
}
