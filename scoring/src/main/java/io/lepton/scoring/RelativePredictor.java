package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.LastValues;
import io.lepton.features.Windows;

/**
 * A network that was trained relative to the last values of windows, asked with windows as they
 * are: its forecasts are as the windows are, in scaled units.
 */
final class RelativePredictor implements Predictor {
  private final Predictor network;
  private final Windows windows;
  private final LastValues lastValues;

  RelativePredictor(Predictor network, Windows windows, LastValues lastValues) {
    this.network = requireNonNull(network, "network");
    this.windows = requireNonNull(windows, "windows");
    this.lastValues = requireNonNull(lastValues, "lastValues");
  }

  @Override
  public float[] predict(float[] miniBatch, int count) {
    float[] relative = miniBatch.clone(); // the caller looks at its windows again
    for (int w = 0; w < count; w++) {
      lastValues.remove(relative, w * windows.size());
    }
    float[] outputs = network.predict(relative, count);
    int width = outputs.length / count;
    for (int w = 0; w < count; w++) {
      lastValues.restore(miniBatch, w * windows.size(), outputs, w * width);
    }
    return outputs;
  }

  @Override
  public int[] places(int miniBatchSize) {
    return network.places(miniBatchSize);
  }

  @Override
  public void close() {
    network.close();
  }
}
