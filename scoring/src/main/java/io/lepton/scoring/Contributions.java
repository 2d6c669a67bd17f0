package io.lepton.scoring;

import io.lepton.features.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * On which sensors a prediction rests, by occlusion (Zeiler and Fergus 2014, "Visualizing and
 * Understanding Convolutional Networks", section 4.2): what the model says of a window, less what
 * it says once all features of a sensor are as usual. Where two sensors say the same, neither may
 * change much alone.
 *
 * @param prediction of the window as it is
 * @param sensors the one that changes most first
 */
public record Contributions(double prediction, List<Sensor> sensors) {
  /**
   * One sensor.
   *
   * @param name a channel, or the kind of event that features count from
   * @param change by how much the prediction is higher than with the sensor as usual
   */
  public record Sensor(String name, double change) {}

  /** Copies the list. */
  public Contributions {
    sensors = List.copyOf(sensors);
  }

  /**
   * Asks the model once for each sensor.
   *
   * @param window as the model's specification cuts it
   * @param usual the same with what is usual
   * @param miniBatchSize windows in one call
   */
  public static Contributions of(
      ScoringModel model, float[] window, float[] usual, int miniBatchSize) {
    List<String> sensorOfFeature = model.spec().sensors();
    List<String> names = new ArrayList<>(new LinkedHashSet<>(sensorOfFeature));
    Windows windows = model.spec().windows();
    int length = windows.size() / windows.features(); // of a feature in a window
    double[] said = new double[names.size() + 1]; // the last one with all sensors as they are
    try (Predictor predictor = model.open()) {
      PredictionRows rows = new PredictionRows(model);
      new WindowPredictions(predictor, windows, miniBatchSize)
          .predict(
              said.length,
              (w, target, offset) -> {
                System.arraycopy(window, 0, target, offset, window.length);
                for (int f = 0; w < names.size() && f < windows.features(); f++) {
                  if (sensorOfFeature.get(f).equals(names.get(w))) {
                    System.arraycopy(usual, f * length, target, offset + f * length, length);
                  }
                }
              },
              heard -> said[heard.window()] = rows.prediction(heard));
    }
    double prediction = said[names.size()];
    List<Sensor> sensors = new ArrayList<>();
    for (int s = 0; s < names.size(); s++) {
      sensors.add(new Sensor(names.get(s), prediction - said[s]));
    }
    sensors.sort(Comparator.comparingDouble((Sensor one) -> Math.abs(one.change())).reversed());
    return new Contributions(prediction, sensors);
  }
}
