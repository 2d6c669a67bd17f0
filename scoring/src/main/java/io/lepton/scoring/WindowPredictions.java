package io.lepton.scoring;

import io.lepton.features.Windows;
import java.util.Arrays;

/** Predicts window after window in mini-batches of one size. */
final class WindowPredictions {
  private final Predictor predictor;
  private final Windows windows;
  private final int miniBatchSize;
  private final float[] miniBatch;

  WindowPredictions(Predictor predictor, Windows windows, int miniBatchSize) {
    this.predictor = predictor;
    this.windows = windows;
    this.miniBatchSize = miniBatchSize;
    this.miniBatch = new float[miniBatchSize * windows.size()];
  }

  /** The network's output for the windows of a series that end with these readings. */
  float[] predict(float[] values, int[] ends) {
    float[] outputs = new float[ends.length];
    for (int from = 0; from < ends.length; from += miniBatchSize) {
      int until = Math.min(from + miniBatchSize, ends.length);
      for (int w = from; w < until; w++) {
        windows.cut(values, ends[w], miniBatch, (w - from) * windows.size());
      }
      // A network rounds differently for another size: always ask for whole mini-batches.
      Arrays.fill(miniBatch, (until - from) * windows.size(), miniBatch.length, 0f);
      float[] predicted = predictor.predict(miniBatch, miniBatchSize);
      System.arraycopy(predicted, 0, outputs, from, until - from);
    }
    return outputs;
  }
}
