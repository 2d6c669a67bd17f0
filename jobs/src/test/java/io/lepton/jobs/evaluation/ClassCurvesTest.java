package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Label;
import io.lepton.training.evaluation.ProbabilityScores.Bin;
import io.lepton.training.evaluation.Ranking.Operating;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Curves of a few windows, checked by hand. */
class ClassCurvesTest {
  private static final Label LABEL = new ClassColumn("state", List.of("ok", "worn", "broken"));

  @Test
  void eachClassButTheFirstHasItsOwn() {
    HeldOut heldOut =
        new HeldOut(
            List.of(
                new HeldOut.Device(
                    "a", List.of(window(1, 0.25, 0.75, 0), window(0, 0.25, 0.75, 0))),
                new HeldOut.Device("b", List.of(window(1, 0.5, 0.5, 0)))));
    assertThat(ClassCurves.of(LABEL, heldOut))
        .as("nothing broke, so nothing can be said of it")
        .containsExactly(
            new ClassCurves(
                "worn",
                2.0 / 3,
                List.of(new Operating(0.5, 0.5), new Operating(1, 2.0 / 3)),
                List.of(new Bin(1, 0.5, 1), new Bin(2, 0.75, 0.5))));
  }

  @Test
  void windowsOfAnEarlierReleaseHaveNone() {
    HeldOut heldOut = new HeldOut(List.of(new HeldOut.Device("a", List.of(window(1)))));
    assertThat(ClassCurves.of(LABEL, heldOut)).isEmpty();
  }

  private static HeldOut.Window window(int label, double... probabilities) {
    return new HeldOut.Window(
        new HeldOut.Truth(label, 0, 0),
        new HeldOut.Errors(0, 0, 0),
        Optional.empty(),
        probabilities);
  }
}
