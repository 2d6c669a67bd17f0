package io.lepton.scoring;

import io.lepton.features.FeatureSpec;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.lake.table.Micros;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What a model's outputs mean, as rows of the predictions table. */
final class PredictionRows {
  private final ScoringModel model;
  private final String specHash;
  private final FeatureSpec spec;
  private final Label label;
  private final int contributors;

  /**
   * Rows of a model's outputs.
   *
   * @param contributors how many sensors a row names; 0 for none
   */
  PredictionRows(ScoringModel model, int contributors) {
    this.model = model;
    this.contributors = contributors;
    this.spec = model.spec();
    this.specHash = model.specHash();
    this.label = spec.label();
  }

  /**
   * Which reading a prediction is for.
   *
   * @param deviceId the device
   * @param time event time of the window, in microseconds since 1970 UTC
   * @param sequence of its last reading
   * @param arrived when that arrived, in microseconds since 1970 UTC
   * @param missing how many of its columns that the model reads held no number
   */
  record Reading(String deviceId, long time, long sequence, long arrived, int missing) {}

  /**
   * The row of one window.
   *
   * @param sensors what it rests on, the one that changes most first
   */
  Row row(Reading reading, WindowPredictions.Said said, List<Contributions.Sensor> sensors) {
    Instant now = Instant.now();
    Instant arrived = Micros.instant(reading.arrived());
    double[] forecast = forecast(said);
    double prediction = prediction(said, forecast);
    boolean isSaid = Double.isFinite(prediction);
    boolean isJudged = isSaid && !model.alarm().isNone();
    Optional<PredictionIntervals.Interval> interval = model.intervals().around(prediction, label);
    return RowFactory.create(
        reading.deviceId(),
        Timestamp.from(Micros.instant(reading.time())),
        reading.sequence(),
        model.name(),
        model.version(),
        specHash,
        isSaid ? prediction : null,
        isSaid && !label.classes().isEmpty() ? label.classes().get(likeliest(said)) : null,
        isSaid && forecast.length > 0 ? forecast : null,
        isJudged ? model.alarm().isAbove(prediction) : null,
        Timestamp.from(arrived),
        Timestamp.from(now),
        Duration.between(arrived, now).toMillis() / 1000.0,
        interval.map(PredictionIntervals.Interval::lower).orElse(null),
        interval.map(PredictionIntervals.Interval::upper).orElse(null),
        model.runtime().code(),
        reading.missing(),
        isSaid && contributors > 0 ? first(sensors) : null,
        isSaid ? null : PredictionTable.NOT_FINITE);
  }

  private Row[] first(List<Contributions.Sensor> sensors) {
    return sensors.stream()
        .filter(sensor -> Double.isFinite(sensor.change()))
        .limit(contributors)
        .map(sensor -> RowFactory.create(sensor.name(), sensor.change()))
        .toArray(Row[]::new);
  }

  /** What the predictions table holds of a window as the prediction; NaN where it holds none. */
  double prediction(WindowPredictions.Said said) {
    return prediction(said, forecast(said));
  }

  private double prediction(WindowPredictions.Said said, double[] forecast) {
    if (!isFinite(said)) {
      return Double.NaN; // a life of minus infinity would become one of nought
    }
    return switch (label.task()) {
      case REGRESSION -> label.meaning(said.output(0) * label.scale());
      case CLASSIFICATION -> 1.0 - said.output(0);
      case FORECAST -> forecast[label.ahead() - 1];
      case RECONSTRUCTION -> squaredError(said);
    };
  }

  /** All steps in the channels' units; nothing if the label is no forecast. */
  private double[] forecast(WindowPredictions.Said said) {
    if (!(label instanceof Forecast foreseen)) {
      return new double[0];
    }
    double[] forecast = new double[said.width()];
    for (int i = 0; i < forecast.length; i++) {
      String channel = foreseen.channels().get(i / foreseen.steps());
      forecast[i] = spec.unscaled(channel, said.output(i));
    }
    return forecast;
  }

  private static boolean isFinite(WindowPredictions.Said said) {
    for (int i = 0; i < said.width(); i++) {
      if (!Double.isFinite(said.output(i))) {
        return false;
      }
    }
    return true;
  }

  private static double squaredError(WindowPredictions.Said said) {
    double sum = 0;
    for (int i = 0; i < said.width(); i++) {
      double error = said.output(i) - said.input(i);
      sum += error * error;
    }
    return sum / said.width();
  }

  private static int likeliest(WindowPredictions.Said said) {
    int likeliest = 0;
    for (int c = 1; c < said.width(); c++) {
      likeliest = said.output(c) > said.output(likeliest) ? c : likeliest;
    }
    return likeliest;
  }
}
