package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a network is to answer for a window, as numbers.
 *
 * <p>Regression: one number, the label divided by its scale. Classification: one number for each
 * class, 1 for the true one. Forecast: {@code [channels, steps]}, scaled as the features are, and
 * relative to {@link #lastValues} if the label says so. Reconstruction: the window, {@code
 * [channels, steps]} of {@link Windows}.
 */
public final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Label label;
  private final Windows windows;
  private final int[] forecast; // places of the forecast channels among the features

  private Targets(Label label, Windows windows, int[] forecast) {
    this.label = requireNonNull(label, "label");
    this.windows = requireNonNull(windows, "windows");
    this.forecast = forecast;
  }

  /** Targets of a label, where readings have these features. */
  public static Targets of(Label label, Windows windows, List<String> features) {
    int[] places = {};
    if (label instanceof Forecast foreseen) {
      places = foreseen.channels().stream().mapToInt(features::indexOf).toArray();
      for (int i = 0; i < places.length; i++) {
        if (places[i] < 0) {
          throw new IllegalArgumentException(
              "label.channels: '%s' (expected: one of the features %s)"
                  .formatted(foreseen.channels().get(i), features));
        }
      }
    }
    return new Targets(label, windows, places);
  }

  /** Places of the forecast channels among the features, in the order of the targets. */
  public int[] forecastPlaces() {
    return forecast.clone();
  }

  /** What windows and forecasts are told relative to; nothing if they are told as they are. */
  public Optional<LastValues> lastValues() {
    return label instanceof Forecast foreseen && foreseen.relative()
        ? Optional.of(new LastValues(windows, forecast, foreseen.steps()))
        : Optional.empty();
  }

  /** The label they come from. */
  public Label label() {
    return label;
  }

  /** What kind of question it is. */
  public Task task() {
    return label.task();
  }

  /** Numbers in one target. */
  public int size() {
    return switch (label.task()) {
      case REGRESSION -> 1;
      case CLASSIFICATION -> label.classes().size();
      case FORECAST -> forecast.length * label.ahead();
      case RECONSTRUCTION -> windows.size();
    };
  }

  /**
   * What is said by a model that knows nothing: a forecast that all stays as it is, a window of
   * means. Nothing for other questions, whose naive answer depends on the training set.
   *
   * @param window as {@link Windows} or {@link Examples} cut it; the answer is as the window is
   */
  public float[] naive(float[] window) {
    float[] naive = new float[label.task() == Task.RECONSTRUCTION ? size() : 0];
    if (label.task() == Task.FORECAST) {
      naive = new float[size()];
      int steps = label.ahead();
      for (int c = 0; c < forecast.length; c++) {
        Arrays.fill(naive, c * steps, (c + 1) * steps, windows.last(window, forecast[c]));
      }
    }
    return naive;
  }

  /**
   * Writes a window's target.
   *
   * @param cut the window itself, as {@link Examples} cut it
   */
  void write(Segment segment, int window, Cut cut, float[] target, int offset) {
    switch (label.task()) {
      case REGRESSION -> target[offset] = (float) (segment.labels()[window] / label.scale());
      case CLASSIFICATION -> {
        for (int c = 0; c < label.classes().size(); c++) {
          target[offset + c] = segment.labels()[window] == c ? 1f : 0f;
        }
      }
      case FORECAST -> writeForecast(segment, segment.ends()[window], target, offset);
      case RECONSTRUCTION ->
          System.arraycopy(cut.numbers(), cut.offset(), target, offset, windows.size());
    }
  }

  /** A window in a mini-batch. */
  record Cut(float[] numbers, int offset) {}

  private void writeForecast(Segment segment, int end, float[] target, int offset) {
    int steps = label.ahead();
    boolean isRelative = lastValues().isPresent();
    for (int c = 0; c < forecast.length; c++) {
      float level = isRelative ? segment.rows().at(end, forecast[c]) : 0f;
      for (int s = 0; s < steps; s++) {
        target[offset + c * steps + s] = segment.rows().at(end + 1 + s, forecast[c]) - level;
      }
    }
  }
}
