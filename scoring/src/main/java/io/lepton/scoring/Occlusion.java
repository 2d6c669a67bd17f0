package io.lepton.scoring;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Asks about each window once for each sensor, with all of the sensor's features as usual, and then
 * as it is. All of it goes into the same mini-batches, at places that round alike: what is found of
 * a window does not depend on the windows beside it.
 */
final class Occlusion {
  private final WindowPredictions predictions;
  private final PredictionRows rows;
  private final List<String> sensorOfFeature;
  private final List<String> sensors;
  private final float[] usual;
  private final float[] window; // the one that is asked about
  private final int length; // of a feature in a window

  Occlusion(FeatureSpec spec, float[] usual, WindowPredictions predictions, PredictionRows rows) {
    Windows windows = spec.windows();
    if (usual.length != windows.size()) {
      throw new IllegalArgumentException(
          "usual: %d numbers (expected: %d)".formatted(usual.length, windows.size()));
    }
    this.predictions = predictions;
    this.rows = rows;
    this.sensorOfFeature = spec.sensors();
    this.sensors = List.copyOf(new LinkedHashSet<>(sensorOfFeature));
    this.usual = usual.clone();
    this.window = new float[windows.size()];
    this.length = windows.size() / windows.features();
  }

  /** Hears what is said of a window as it is, and on what it rests. */
  interface Listener {
    void said(int window, WindowPredictions.Said said, Contributions contributions);
  }

  /** Asks about so many windows. */
  void predict(int count, WindowPredictions.Cut cut, Listener listener) {
    int atOnce = predictions.atOnce();
    for (int from = 0; from < count; from += atOnce) {
      predict(from, Math.min(atOnce, count - from), cut, listener);
    }
  }

  private void predict(int from, int count, WindowPredictions.Cut cut, Listener listener) {
    int times = sensors.size() + 1; // the last time with all sensors as they are
    double[] said = new double[times];
    predictions.predict(
        count * times,
        (asked, target, offset) -> {
          int sensor = asked % times;
          if (sensor == 0) {
            cut.window(from + asked / times, window, 0);
          }
          System.arraycopy(window, 0, target, offset, window.length);
          hide(sensor, target, offset);
        },
        heard -> {
          int sensor = heard.window() % times;
          said[sensor] = rows.prediction(heard);
          if (sensor == sensors.size()) {
            listener.said(from + heard.window() / times, heard, contributions(said));
          }
        });
  }

  private void hide(int sensor, float[] target, int offset) {
    for (int f = 0; sensor < sensors.size() && f < sensorOfFeature.size(); f++) {
      if (sensorOfFeature.get(f).equals(sensors.get(sensor))) {
        System.arraycopy(usual, f * length, target, offset + f * length, length);
      }
    }
  }

  private Contributions contributions(double[] said) {
    double prediction = said[sensors.size()];
    List<Contributions.Sensor> found = new ArrayList<>();
    for (int s = 0; s < sensors.size(); s++) {
      found.add(new Contributions.Sensor(sensors.get(s), prediction - said[s]));
    }
    found.sort(
        Comparator.comparingDouble((Contributions.Sensor one) -> Math.abs(one.change()))
            .reversed());
    return new Contributions(prediction, found);
  }
}
