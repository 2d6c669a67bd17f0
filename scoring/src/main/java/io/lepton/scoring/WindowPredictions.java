package io.lepton.scoring;

import io.lepton.features.Windows;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Predicts window after window in mini-batches of one size, at places of which the network rounds
 * alike: what it says of a window does not depend on the windows beside it.
 */
final class WindowPredictions {
  private final Predictor predictor;
  private final Windows windows;
  private final int miniBatchSize;
  private final int[] places;
  private final float[] miniBatch;

  WindowPredictions(Predictor predictor, Windows windows, int miniBatchSize) {
    this.predictor = predictor;
    this.windows = windows;
    this.miniBatchSize = miniBatchSize;
    this.places = predictor.places(miniBatchSize);
    this.miniBatch = new float[miniBatchSize * windows.size()];
  }

  /** Of a model that is asked until the task at work ends. */
  static WindowPredictions inTask(ScoringModel model, int miniBatchSize) {
    Predictor predictor = model.open();
    TaskCompletionListener close = task -> predictor.close();
    TaskContext.get().addTaskCompletionListener(close);
    return new WindowPredictions(predictor, model.spec().windows(), miniBatchSize);
  }

  /** Writes a window to an array. */
  interface Cut {
    void window(int window, float[] target, int offset);
  }

  /**
   * What the network says of a window; the arrays are used again.
   *
   * @param window the window's number
   * @param input where it stands
   * @param output what the network says, as long as {@link #width}
   * @param width numbers of the output
   */
  record Said(int window, Slice input, Slice output, int width) {
    double output(int place) {
      return output.numbers()[output.offset() + place];
    }

    float[] outputs() {
      return Arrays.copyOfRange(output.numbers(), output.offset(), output.offset() + width);
    }

    double input(int place) {
      return input.numbers()[input.offset() + place];
    }
  }

  /** A part of an array from an offset on. */
  record Slice(float[] numbers, int offset) {}

  /** Hears what is said. */
  interface Listener {
    void said(Said said);
  }

  /** How many windows are asked about at once. */
  int atOnce() {
    return places.length;
  }

  /** Asks the network about so many windows. */
  void predict(int count, Cut cut, Listener listener) {
    for (int from = 0; from < count; from += places.length) {
      int asked = Math.min(places.length, count - from);
      for (int i = 0; i < asked; i++) {
        cut.window(from + i, miniBatch, places[i] * windows.size());
      }
      // A network rounds differently for another size: always ask for whole mini-batches.
      for (int i = asked; i < places.length; i++) {
        int offset = places[i] * windows.size();
        Arrays.fill(miniBatch, offset, offset + windows.size(), 0f);
      }
      float[] outputs = predictor.predict(miniBatch, miniBatchSize);
      int width = outputs.length / miniBatchSize;
      for (int i = 0; i < asked; i++) {
        listener.said(
            new Said(
                from + i,
                new Slice(miniBatch, places[i] * windows.size()),
                new Slice(outputs, places[i] * width),
                width));
      }
    }
  }
}
