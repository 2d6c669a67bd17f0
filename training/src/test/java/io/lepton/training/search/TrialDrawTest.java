package io.lepton.training.search;

import static io.lepton.training.search.TestingSearch.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.training.TrainingConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialDrawTest {
  private static final String RATES =
      "space.learning-rate = { from = 1e-4, to = 1e-2, scale = log }";

  @Test
  void beginsWithTheFileAsItIsAndGoesOnTheSameHoweverManyAreWanted() {
    List<Trial> few = drawn(RATES, "trials = 4");
    assertThat(few).hasSize(4).isEqualTo(drawn(RATES, "trials = 4"));
    assertThat(few.get(0).values()).isEmpty();
    assertThat(few).extracting(Trial::number).containsExactly(1, 2, 3, 4);
    assertThat(drawn(RATES, "trials = 9").subList(0, 4)).isEqualTo(few);
    assertThat(drawn(RATES, "trials = 4", "seed = 2")).isNotEqualTo(few);
    assertThat(few.get(1).config().fitting().optimiser().learningRate().peak())
        .isEqualTo(Double.parseDouble(few.get(1).values().get("learning-rate")));
  }

  @Test
  void noTwoTrialsAreTheSameTraining() {
    // 10 epochs are the default; an mlp has no kernel, and a conv1d has one
    List<Trial> trials =
        drawn("space { network { kind = [mlp, conv1d], conv1d.kernel = [3, 5] } }", "trials = 50");
    assertThat(trials).extracting(Trial::hash).doesNotHaveDuplicates().hasSize(4);
    assertThat(drawn("space.epochs = [10]")).hasSize(1);
  }

  @Test
  void theHashFollowsTheTrainingAndNotTheText() {
    assertThat(TestingSearch.trial(3, 5).hash())
        .isEqualTo(TestingSearch.trial(3, 5).hash())
        .isEqualTo(TestingSearch.trial(3, 9).withEpochs(5).hash())
        .isNotEqualTo(TestingSearch.trial(3, 9).hash());
  }

  @Test
  void otherEpochsChangeNothingElse() {
    Map<String, String> all = new TreeMap<>(Map.of("ensemble", "3", "warm-start", "2"));
    all.putAll(Map.of("adversarial.epsilon", "0.1", "class-weights", "balanced", "epochs", "9"));
    TrainingConfig nine = TestingSearch.training(all);
    all.put("epochs", "5");
    assertThat(nine.withEpochs(5)).isEqualTo(TestingSearch.training(all)).isNotEqualTo(nine);
  }

  @Test
  void tellsAllThatIsRefusedBeforeTheFirstTraining() {
    assertThatThrownBy(
            () ->
                drawn(
                    "space { network.kid = [a], updater = [adm], epochs = [0, -1] }", "trials = 3"))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot search: 2 of 3 trials of training.search.space are refused:")
        .hasMessageContaining("training.network.kid (line")
        .hasMessageContaining("'adm' (expected: 'adam' or 'sgd')");
    assertThatThrownBy(() -> drawn("trials = 3"))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith("Cannot search: training.search.space is empty");
  }

  private static List<Trial> drawn(String... lines) {
    return TrialDraw.of(search(lines), TestingSearch::training);
  }
}
