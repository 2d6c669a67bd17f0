package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.derive.Difference;
import io.lepton.features.derive.Rolling;
import io.lepton.features.derive.Since;
import io.lepton.features.label.ClassColumn;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeatureSpecTest {
  private static final FeatureSpec SPEC =
      TestingSpec.of("load", "mode")
          .inputs(new Input("load", List.of()), new Input("mode", List.of("fast", "slow")))
          .regimes(new Settings(List.of("height"), List.of(0.0), List.of(1.0)))
          .label(new ClassColumn("state", List.of("good", "bad")))
          .spec();

  @Test
  void aTableWithTheColumnsOfTrainingFitsWhateverNumbersAreStoredAs() {
    assertThat(misfits("load int, mode string, height float, state string, more date")).isEmpty();
  }

  @Test
  void whatIsMissingAndWhatHoldsSomethingElseIsNamed() {
    assertThat(misfits("load string, mode double"))
        .containsExactly(
            "'load' is text (expected: a number)",
            "'mode' is of type double (expected: text)",
            "'height' is missing",
            "'state' is missing");
    assertThat(misfits("height double, state string"))
        .containsExactly(
            "'load' is missing (expected: a number)", "'mode' is missing (expected: text)");
  }

  @Test
  void eachFeatureIsOfTheSensorOrTheEventItSaysSomethingOf() {
    FeatureSpec spec =
        TestingSpec.of("wear", "mode", "noise")
            .inputs(
                new Input("wear", List.of()),
                new Input("mode", List.of("idle", "full")),
                new Input("noise", List.of()))
            .derived("highest", new Rolling("wear", Rolling.Statistic.MAX, 3))
            .derived("step", new Difference("noise", 1))
            .derived("serviced", new Since(Since.Measure.SECONDS, "service"))
            .derived("age", new Since(Since.Measure.READINGS, ""))
            .gaps(new Gaps(Gaps.Policy.FORWARD, 2, 0, true))
            .spec();
    assertThat(spec.features())
        .containsExactly(
            "wear",
            "mode=idle",
            "mode=full",
            "noise",
            "highest",
            "step",
            "serviced",
            "age",
            "wear_missing",
            "noise_missing");
    assertThat(spec.sensors())
        .containsExactly(
            "wear", "mode", "mode", "noise", "wear", "noise", "service", "age", "wear", "noise");
  }

  private static List<String> misfits(String table) {
    return SPEC.misfits(StructType.fromDDL(table));
  }
}
