package io.lepton.lake.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigDiffTest {
  @Test
  void namesEachValueByItsWholeKey() {
    String before = "training { epochs = 10, seed = 1 }, features.channels = [a, b], gone = x";
    String after = "training { epochs = 20, seed = 1 }, features.channels = [a, c], fresh = y";
    assertThat(ConfigDiff.between(before, after))
        .containsExactly(
            "- features.channels = [\"a\",\"b\"]",
            "+ features.channels = [\"a\",\"c\"]",
            "+ fresh = \"y\"",
            "- gone = \"x\"",
            "- training.epochs = 10",
            "+ training.epochs = 20");
    assertThat(ConfigDiff.between(before, before)).isEmpty();
  }

  @Test
  void aSectionOfWhatWasRenderedIsReadWhateverElseThereIs() {
    ConfigReader reader =
        ConfigReader.parse("pipeline = p, a { b = 5 }, other { c = \"<hidden>\" }");
    assertThat(reader.<Integer>readOnly("a", in -> in.integer("b"))).isEqualTo(5);
  }
}
