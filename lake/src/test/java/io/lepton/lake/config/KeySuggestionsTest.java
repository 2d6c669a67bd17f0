package io.lepton.lake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySuggestionsTest {
  private final KeySuggestions suggestions =
      new KeySuggestions(
          List.of(
              "training",
              "training.mini-batch-size",
              "training.epochs",
              "scoring.mini-batch-size",
              "features.slide",
              "lake.root",
              "rules[0].name",
              "rules[1].name"));

  @ParameterizedTest
  @CsvSource({
    "training.epoch,training.epochs",
    "features.sldie,features.slide",
    "trainig,training",
    "root,lake.root",
    "features.epochs,training.epochs",
    "rules[1].nmae,rules[1].name"
  })
  void findsTheNearest(String unknown, String nearest) {
    assertThat(suggestions.nearest(unknown)).containsExactly(nearest);
  }

  @Test
  void offersEachSectionThatHasTheName() {
    assertThat(suggestions.text("mini-batch-size"))
        .isEqualTo(
            "unknown key; did you mean 'scoring.mini-batch-size' or 'training.mini-batch-size'?");
  }

  @ParameterizedTest
  @CsvSource({"plots", "training.seed", "name", "lake.path"})
  void keepsSilentWhenNothingIsNear(String unknown) {
    assertThat(suggestions.text(unknown)).isEqualTo("unknown key");
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,acb,1", "abc,abcd,1", "abc,xbz,2", "'',abc,3"})
  void countsTheChanges(String a, String b, int changes) {
    assertThat(KeySuggestions.distance(a, b)).isEqualTo(changes);
  }
}
