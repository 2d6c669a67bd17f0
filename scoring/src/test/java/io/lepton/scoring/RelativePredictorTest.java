package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.LastValues;
import io.lepton.features.Targets;
import io.lepton.features.Windows;
import io.lepton.features.label.Forecast;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of three readings of one channel, forecast two steps ahead. */
class RelativePredictorTest {
  private static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 3, 1);
  private static final LastValues LAST =
      Targets.of(new Forecast(List.of("load"), 2, true), WINDOWS, List.of("load"))
          .lastValues()
          .orElseThrow();

  /** Goes on as it went from the first reading to the last. */
  private record Slope() implements Predictor {
    @Override
    public float[] predict(float[] miniBatch, int windows) {
      float[] forecasts = new float[windows * 2];
      for (int w = 0; w < windows; w++) {
        assertThat(miniBatch[3 * w + 2]).as("told relative to the last reading").isZero();
        forecasts[2 * w] = -miniBatch[3 * w] / 2;
        forecasts[2 * w + 1] = -miniBatch[3 * w];
      }
      return forecasts;
    }

    @Override
    public void close() {}
  }

  @Test
  void asksRelativeAndAnswersAbsolute() {
    float[] windows = {1, 9, 3, 10, 0, 6};
    try (Predictor predictor = new RelativePredictor(new Slope(), WINDOWS, LAST)) {
      assertThat(predictor.predict(windows, 2)).containsExactly(4, 5, 4, 2);
    }
    assertThat(windows).as("the caller's").containsExactly(1, 9, 3, 10, 0, 6);
  }
}
