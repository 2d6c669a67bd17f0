package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.model.ModelSignature;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of windows of fifty readings of two channels. */
class SignatureTest {
  private static final Label LIFE = new RemainingLife("failure", 125, Duration.ofHours(1), "hours");

  @Test
  void theInputIsTheWindowOfTheFeatures() {
    ModelSignature signature = signature(LIFE);
    assertThat(signature.inputs())
        .hasToString(
            "[window float32 [any, 2, 50], scaled as the feature specification says: wear, heat]");
    assertThat(signature.inputs().get(0).shape()).containsExactly(ModelSignature.ANY, 2, 50);
  }

  @Test
  void theOutputIsWhatTheLabelAsksFor() {
    assertThat(output(LIFE))
        .isEqualTo("remaining-life float32 [any, 1], hours, divided by 125.0: remaining-life");
    assertThat(output(new ClassColumn("state", List.of("ok", "worn"))))
        .isEqualTo("class float32 [any, 2], probability: ok, worn");
    assertThat(output(Forecast.absolute(List.of("heat"), 12)))
        .isEqualTo("forecast float32 [any, 12], scaled as the feature specification says: heat");
    assertThat(output(new Forecast(List.of("heat"), 12, true)))
        .endsWith("says, forecast channels less their last value in the window: heat");
    assertThat(output(new Reconstruction()))
        .isEqualTo(
            "window float32 [any, 100], scaled as the feature specification says: wear, heat");
  }

  @Test
  void statisticsAreNamed() {
    Windows windows = new Windows(Windows.Form.AGGREGATE, 50, 1);
    assertThat(windows.rows(List.of("wear")))
        .hasSize(windows.channels())
        .startsWith("wear last", "wear mean");
  }

  private static String output(Label label) {
    return signature(label).outputs().get(0).toString();
  }

  private static ModelSignature signature(Label label) {
    return TestingSpec.of("wear", "heat").window(50, 1).label(label).spec().signature();
  }
}
