package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static List<String> misfits(String table) {
    return SPEC.misfits(StructType.fromDDL(table));
  }
}
