package io.lepton.scoring;

import java.util.ArrayList;
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
    List<Contributions> found = new ArrayList<>();
    try (Predictor predictor = model.open()) {
      WindowPredictions predictions =
          new WindowPredictions(predictor, model.spec().windows(), miniBatchSize);
      new Occlusion(model.spec(), usual, predictions, new PredictionRows(model, 0))
          .predict(
              1,
              (w, target, offset) -> System.arraycopy(window, 0, target, offset, window.length),
              (w, said, contributions) -> found.add(contributions));
    }
    return found.get(0);
  }
}
