package io.lepton.features;

import java.io.Serializable;

/**
 * The last value in a window of each channel that is forecast: a network that sees the channels
 * relative to it, and whose forecast is what is added to it, need not learn at which level a
 * channel happens to be (NLinear; Zeng et al. 2023, section 4). Windows are sequences, {@code
 * [channels, steps]}; forecasts {@code [channels, steps ahead]}.
 */
public final class LastValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Windows windows;
  private final int[] places;
  private final int ahead;

  /**
   * Of these channels.
   *
   * @param places of the channels among the features
   * @param ahead steps of a forecast
   */
  LastValues(Windows windows, int[] places, int ahead) {
    if (windows.form() != Windows.Form.SEQUENCE) {
      throw new IllegalArgumentException(
          "windows: %s (expected: a sequence)".formatted(windows.form()));
    }
    this.windows = windows;
    this.places = places.clone();
    this.ahead = ahead;
  }

  /** Takes them from a window's channels; a second time changes nothing. */
  public void remove(float[] window, int offset) {
    for (int place : places) {
      int first = offset + place * windows.length();
      float last = window[first + windows.length() - 1];
      for (int i = first; i < first + windows.length(); i++) {
        window[i] -= last;
      }
    }
  }

  /**
   * Adds them to a forecast.
   *
   * @param window the numbers before {@link #remove}
   * @param offset of the window among them
   * @param forecasts one after another, this one at {@code forecast}
   */
  public void restore(float[] window, int offset, float[] forecasts, int forecast) {
    for (int c = 0; c < places.length; c++) {
      float last = window[offset + (places[c] + 1) * windows.length() - 1];
      for (int s = 0; s < ahead; s++) {
        forecasts[forecast + c * ahead + s] += last;
      }
    }
  }
}
