package io.lepton.scoring;

import io.lepton.features.FeatureSpec;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.lake.table.Micros;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What a model's outputs mean, as rows of the predictions table. */
final class PredictionRows {
  private final ScoringModel model;
  private final String specHash;
  private final FeatureSpec spec;
  private final Label label;

  PredictionRows(ScoringModel model) {
    this.model = model;
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

  /** The row of one window. */
  Row row(Reading reading, WindowPredictions.Said said) {
    Instant now = Instant.now();
    Instant arrived = Micros.instant(reading.arrived());
    double[] forecast = forecast(said);
    double prediction = prediction(said, forecast);
    Optional<PredictionIntervals.Interval> interval = model.intervals().around(prediction, label);
    return RowFactory.create(
        reading.deviceId(),
        Timestamp.from(Micros.instant(reading.time())),
        reading.sequence(),
        model.name(),
        model.version(),
        specHash,
        prediction,
        label.classes().isEmpty() ? null : label.classes().get(likeliest(said)),
        forecast.length == 0 ? null : forecast,
        model.alarm().isNone() ? null : model.alarm().isAbove(prediction),
        Timestamp.from(arrived),
        Timestamp.from(now),
        Duration.between(arrived, now).toMillis() / 1000.0,
        interval.map(PredictionIntervals.Interval::lower).orElse(null),
        interval.map(PredictionIntervals.Interval::upper).orElse(null),
        model.runtime().code(),
        reading.missing());
  }

  /** What the predictions table holds of a window as the prediction. */
  double prediction(WindowPredictions.Said said) {
    return prediction(said, forecast(said));
  }

  private double prediction(WindowPredictions.Said said, double[] forecast) {
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
