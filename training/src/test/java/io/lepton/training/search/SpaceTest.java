package io.lepton.training.search;

import static io.lepton.training.search.TestingSearch.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.lepton.training.search.Choice.Listed;
import io.lepton.training.search.Choice.Range;
import io.lepton.training.search.Choice.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceTest {
  @Test
  void readsListsAndRangesUnderWhateverWayToWriteAKey() {
    SearchConfig config =
        search(
            "space {",
            "  learning-rate = { from = 1e-4, to = 1e-2, scale = log }",
            "  \"network.dropout\" = { from = 0, to = 0.5 }",
            "  network { kind = [mlp, conv1d], mlp.units = [[64, 32], [8]] }",
            "  mini-batch-size = { from = 16, to = 64 }",
            "}");
    assertThat(config.space().choices())
        .containsExactly(
            entry("learning-rate", new Range(1e-4, 1e-2, Scale.LOG, false)),
            entry("mini-batch-size", new Range(16, 64, Scale.LINEAR, true)),
            entry("network.dropout", new Range(0, 0.5, Scale.LINEAR, false)),
            entry("network.kind", new Listed(List.of("mlp", "conv1d"))),
            entry("network.mlp.units", new Listed(List.of("[64,32]", "[8]"))));
  }

  @Test
  void aPointDependsOnSeedAndNumberAloneAndItsSettingsOnNoOther() {
    Space one = search("space { a = { from = 0, to = 1.0 } }").space();
    Space two = search("space { a = { from = 0, to = 1.0 }, b = { from = 0, to = 1.0 } }").space();
    assertThat(one.draw(1, 7)).isEqualTo(one.draw(1, 7)).isNotEqualTo(one.draw(2, 7));
    assertThat(one.draw(1, 8)).isNotEqualTo(one.draw(1, 7));
    assertThat(two.draw(1, 7)).containsAllEntriesOf(one.draw(1, 7));
    assertThat(two.draw(1, 7).get("b")).isNotEqualTo(two.draw(1, 7).get("a"));
  }

  @Test
  void tellsWhatIsNoSpace() {
    refused("space { a = 5 }")
        .contains("space.a (line 2): 5 (expected: a list such as [1, 2] or a range such as");
    refused("space { a = [] }").contains("space.a (line 2): [] (expected: at least one value)");
    refused("space { a = { from = 2, to = 1 } }")
        .contains("space.a.to (line 2): 1.0 (expected: above from = 2.0)");
    refused("space { a = { from = 2, too = 3 } }").contains("space.a.to: missing", "space.a.too");
    refused("space { \"a.b\" = [1], a.b = [2] }")
        .contains("'a.b' is there with and without quotes");
    refused("space { search.seed = [1, 2] }")
        .contains("'search.seed' (expected: keys under training, without the search itself)");
    refused("space { epochs = [1, 2] }\nmethod = halving")
        .contains("'epochs' (expected: other keys: method = halving sets the epochs of trials)");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> refused(String lines) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> search(lines));
    assertThat(thrown).isInstanceOf(io.lepton.lake.config.InvalidConfigException.class);
    return assertThat(thrown.getMessage());
  }
}
