package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import io.lepton.scoring.PredictionIntervals;
import io.lepton.scoring.ScoreSegments.Scored;
import io.lepton.test.support.SparkExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures of a few windows, checked by hand. */
@ExtendWith(SparkExtension.class)
class MeasuresTest {
  private static final float[] NOTHING = {};

  @Test
  void errorsOfALifeAreInItsUnitAndNeverOfANegativeLife(SparkSession spark) {
    List<Metric> metrics =
        metrics(
            spark,
            new RemainingLife("failure", 100, Duration.ofHours(1), "hours"),
            new TrainingLabels(60, new long[0]),
            scored(new float[] {0.5f}, new float[] {0.53f}, NOTHING),
            scored(new float[] {0.04f}, new float[] {-0.2f}, NOTHING));
    assertThat(value(metrics, Metric.RMSE)).isCloseTo(Math.sqrt((9 + 16) / 2.0), within(1e-5));
    assertThat(value(metrics, Metric.MAE)).isCloseTo(3.5, within(1e-5));
    assertThat(value(metrics, Metric.PHM))
        .isCloseTo(Math.exp(3 / 10.0) - 1 + Math.exp(4 / 13.0) - 1, within(1e-5));
    assertThat(metrics.get(0).naive().orElseThrow())
        .as("always 60")
        .isCloseTo(Math.sqrt((100 + 56 * 56) / 2.0), within(1e-5));
  }

  @Test
  void classesAreCounted(SparkSession spark) {
    List<Metric> metrics =
        metrics(
            spark,
            new ClassColumn("state", List.of("ok", "bad")),
            new TrainingLabels(0, new long[] {90, 10}),
            scored(new float[] {1, 0}, new float[] {0.9f, 0.1f}, NOTHING),
            scored(new float[] {1, 0}, new float[] {0.2f, 0.8f}, NOTHING),
            scored(new float[] {0, 1}, new float[] {0.4f, 0.6f}, NOTHING),
            scored(new float[] {0, 1}, new float[] {0.7f, 0.3f}, NOTHING));
    assertThat(value(metrics, "F1 of bad")).isEqualTo(0.5);
    assertThat(value(metrics, "precision of bad")).isEqualTo(0.5);
    assertThat(value(metrics, "recall of bad")).isEqualTo(0.5);
    assertThat(value(metrics, "ROC AUC of bad")).as("two of four pairs").isEqualTo(0.5);
    assertThat(value(metrics, "PR AUC of bad")).as("1/2 and 2/3").isEqualTo((0.5 + 2 / 3.0) / 2);
    assertThat(value(metrics, "Brier score of bad"))
        .isCloseTo((0.01 + 0.64 + 0.16 + 0.49) / 4, within(1e-6));
    assertThat(value(metrics, "calibration error of bad"))
        .isCloseTo((0.1 + 0.8 + 0.4 + 0.7) / 4, within(1e-6));
    double expected = -(Math.log(0.9) + Math.log(0.2) + Math.log(0.6) + Math.log(0.3)) / 4;
    assertThat(value(metrics, "cross-entropy")).isCloseTo(expected, within(1e-6));
    assertThat(metric(metrics, "cross-entropy").naive().orElseThrow())
        .isCloseTo(-(2 * Math.log(0.9) + 2 * Math.log(0.1)) / 4, within(1e-9));
  }

  @Test
  void aForecastIsComparedWithNoChange(SparkSession spark) {
    List<Metric> metrics =
        metrics(
            spark,
            Forecast.absolute(List.of("load"), 2),
            new TrainingLabels(0, new long[0]),
            scored(new float[] {1, 2}, new float[] {1, 1}, new float[] {3, 3}));
    assertThat(value(metrics, "MSE")).isEqualTo(0.5);
    assertThat(value(metrics, Metric.MAE)).isEqualTo(0.5);
    assertThat(metrics.get(0).naive().orElseThrow()).isEqualTo(2.5);
  }

  private static Scored scored(float[] target, float[] output, float[] naive) {
    return new Scored("pump", 0, target, output, naive);
  }

  private static double value(List<Metric> metrics, String name) {
    return metric(metrics, name).value();
  }

  private static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Metric> metrics(
      SparkSession spark, Label label, TrainingLabels training, Scored... windows) {
    WindowResult results = new WindowResult("pump", 1, label, training, PredictionIntervals.NONE);
    List<Row> rows = new ArrayList<>();
    for (Scored window : windows) {
      rows.add(results.row(window));
    }
    return Measures.of(label, HeldOut.of(spark.createDataFrame(rows, WindowResult.COLUMNS)));
  }
}
