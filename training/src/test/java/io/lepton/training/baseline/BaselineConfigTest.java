package io.lepton.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Task;
import io.lepton.lake.config.ConfigReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineConfigTest {
  @Test
  void bothKindsAreMeasuredUnlessNoneIsWanted() {
    assertThat(read(""))
        .isEqualTo(new BaselineConfig(List.of(BaselineKind.values()), 20_000, 30, 1));
    assertThat(read("training.baselines { kinds = [], windows = 7, trees = 3, seed = 2 }"))
        .isEqualTo(new BaselineConfig(List.of(), 7, 3, 2));
  }

  @Test
  void anUnknownKindIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> read("training.baselines.kinds = [svm]"))
        .hasMessageContaining("'svm'")
        .hasMessageContaining("linear, boosted-trees");
    assertThatThrownBy(() -> read("training.baselines.kinds = [linear, linear]"))
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> read("training.baselines.windows = 0"))
        .hasMessageContaining("training.baselines.windows (line 2): 0 (expected: > 0)");
  }

  @Test
  void aKindIsCalledWhatItIs() {
    assertThat(BaselineKind.BOOSTED_TREES.name(new ClassColumn("s", List.of("a", "b"))))
        .isEqualTo("boosted-trees");
    assertThat(BaselineKind.BOOSTED_TREES.name(new ClassColumn("s", List.of("a", "b", "c"))))
        .isEqualTo("random-forest");
    assertThat(BaselineKind.BOOSTED_TREES.suits(Task.FORECAST)).isFalse();
  }

  private static BaselineConfig read(String text) {
    return ConfigReader.parse("pipeline = pumps\n" + text)
        .read(
            in -> {
              in.string("pipeline");
              return in.section("training.baselines", BaselineConfig::read);
            });
  }
}
