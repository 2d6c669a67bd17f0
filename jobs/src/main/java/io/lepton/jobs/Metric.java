package io.lepton.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.lepton.features.label.Label;
import io.lepton.scoring.PredictionTable;
import io.lepton.training.RegressionScores;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One figure of an evaluation.
 *
 * @param name what it is
 * @param value of the model
 * @param naive of the naive guess, where it has one
 */
record Metric(String name, double value, OptionalDouble naive) {
  static final String RMSE = "RMSE";
  static final String MAE = "MAE";
  static final String PHM = "PHM score";
  static final String MSE = "MSE";
  static final String CROSS_ENTROPY = "cross-entropy";

  /** The figures of the windows that count, the most telling first. */
  static List<Metric> of(Label label, Dataset<Row> windows) {
    Row means =
        windows
            .agg(
                avg(WindowResult.LOSS),
                avg(WindowResult.NAIVE_LOSS),
                avg(WindowResult.ABSOLUTE_ERROR))
            .first();
    double loss = means.getDouble(0);
    double naive = means.getDouble(1);
    List<Metric> metrics = new ArrayList<>();
    switch (label.task()) {
      case REGRESSION -> {
        metrics.add(new Metric(RMSE, Math.sqrt(loss), OptionalDouble.of(Math.sqrt(naive))));
        metrics.add(alone(MAE, means.getDouble(2)));
        metrics.add(alone(PHM, phm(windows)));
      }
      case CLASSIFICATION -> {
        metrics.addAll(ofClasses(label.classes(), windows));
        metrics.add(new Metric(CROSS_ENTROPY, loss, OptionalDouble.of(naive)));
      }
      case FORECAST, RECONSTRUCTION -> {
        metrics.add(new Metric(MSE, loss, OptionalDouble.of(naive)));
        metrics.add(alone(MAE, means.getDouble(2)));
      }
    }
    return metrics;
  }

  private static Metric alone(String name, double value) {
    return new Metric(name, value, OptionalDouble.empty());
  }

  /** In a fixed order, as sums of numbers depend on it. */
  private static double phm(Dataset<Row> windows) {
    RegressionScores scores = new RegressionScores();
    for (Row pair :
        windows
            .select(WindowResult.LABEL, PredictionTable.PREDICTION)
            .orderBy(WindowResult.LABEL, PredictionTable.PREDICTION)
            .collectAsList()) {
      scores.add(pair.getDouble(0), pair.getDouble(1));
    }
    return scores.phmScore();
  }

  private static List<Metric> ofClasses(List<String> classes, Dataset<Row> windows) {
    long[][] confusion = new long[classes.size()][classes.size()];
    for (Row row :
        windows
            .groupBy(col(WindowResult.LABEL).cast("int"), col(WindowResult.CLASS))
            .count()
            .collectAsList()) {
      confusion[row.getInt(0)][row.getInt(1)] = row.getLong(2);
    }
    List<Metric> metrics = new ArrayList<>();
    for (int c = 1; c < classes.size(); c++) {
      long right = confusion[c][c];
      long predicted = 0;
      long there = 0;
      for (int other = 0; other < classes.size(); other++) {
        predicted += confusion[other][c];
        there += confusion[c][other];
      }
      metrics.add(alone("F1 of " + classes.get(c), ratio(2 * right, predicted + there)));
      metrics.add(alone("precision of " + classes.get(c), ratio(right, predicted)));
      metrics.add(alone("recall of " + classes.get(c), ratio(right, there)));
    }
    return metrics;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
