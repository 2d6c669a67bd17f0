package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.Forecast;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of three readings of wear, load and heat, of which heat and wear are forecast. */
class LastValuesTest {
  private static final float[] WINDOW = {9, 1, 4, 6, 10, 20, 30, 0.5f, 0.25f, 2};

  private final FeatureSpec spec =
      TestingSpec.of("wear", "load", "heat")
          .window(3, 1)
          .label(new Forecast(List.of("heat", "wear"), 2, true))
          .spec();
  private final LastValues lastValues = spec.examples().targets().lastValues().orElseThrow();

  @Test
  void takesThemFromTheChannelsThatAreForecast() {
    float[] window = WINDOW.clone();
    lastValues.remove(window, 1);
    float[] relative = {9, -5, -2, 0, 10, 20, 30, -1.5f, -1.75f, 0};
    assertThat(window).containsExactly(relative);
    lastValues.remove(window, 1);
    assertThat(window).as("a second time").containsExactly(relative);
  }

  @Test
  void addsThemToTheForecastOfTheirChannel() {
    float[] forecasts = {7, 0, 1, 10, 20};
    lastValues.restore(WINDOW, 1, forecasts, 1);
    assertThat(forecasts).containsExactly(7, 2, 3, 16, 26);
  }

  @Test
  void aSpecificationOfBeforeReadsAsItDid() {
    FeatureSpec before = TestingSpec.of("wear").label(Forecast.absolute(List.of("wear"), 2)).spec();
    assertThat(before.json()).as("its hash stays what it was").doesNotContain("relative");
    assertThat(FeatureSpec.parse(before.json())).isEqualTo(before);
    assertThat(before.examples().targets().lastValues()).isEmpty();
    assertThat(FeatureSpec.parse(spec.json())).isEqualTo(spec);
    assertThat(spec.json()).contains("\"relative\" : true");
  }
}
