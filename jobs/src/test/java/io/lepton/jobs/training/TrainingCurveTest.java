package io.lepton.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.training.Divergence;
import io.lepton.training.EpochReport;
import io.lepton.training.Score;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingCurveTest {
  private static final TrainingCurve.Epoch GOOD =
      new TrainingCurve.Epoch(1, 3, 4, 100, 10, 2, 0.1, 0.15, List.of(0.05, 0.15), 50);
  private static final TrainingCurve.Epoch WORSE =
      new TrainingCurve.Epoch(2, 2, 5, 100, 10, 2, 0.1, 0.1, List.of(0.1, 0.1), 50);

  @Test
  void sayWhatEachMemberReached() {
    TrainingCurve.Member second = new TrainingCurve.Member(List.of(WORSE, GOOD), 1);
    TrainingCurve curve =
        new TrainingCurve(Score.RMSE, List.of(GOOD, WORSE), 1, 100, 9, 2, List.of(second), 3.5);
    assertThat(curve.memberScores()).containsExactly(4.0, 5.0);
    assertThat(TrainingCurve.parse(curve.json())).isEqualTo(curve);
  }

  @Test
  void anEpochHasTheDivergenceOfEachAveraging() {
    Divergence divergence = new Divergence(3, 0.2, 1, List.of(0.1, 0.4, 0.1));
    EpochReport report =
        new EpochReport(1, Score.RMSE, 3, OptionalDouble.empty(), 100, 10, 3, divergence, 2);
    TrainingCurve.Epoch epoch = TrainingCurve.Epoch.of(report);
    assertThat(epoch.divergence()).isEqualTo(0.2);
    assertThat(epoch.largestDivergence()).isEqualTo(0.4);
    assertThat(epoch.divergences()).containsExactly(0.1, 0.4, 0.1);
  }

  @Test
  void anEpochOfBeforeEachAveragingWasKeptIsStillRead() {
    String old =
        """
        { "score" : "RMSE", "bestEpoch" : 1, "windows" : 5, "seconds" : 1.5, "workers" : 2,
          "epochs" : [ { "epoch" : 1, "divergence" : 0.1, "windowsPerSecond" : 7.0 } ] }
        """;
    TrainingCurve.Epoch epoch =
        TrainingCurve.parse(old.getBytes(StandardCharsets.UTF_8)).epochs().get(0);
    assertThat(epoch.divergence()).isEqualTo(0.1);
    assertThat(epoch.largestDivergence()).isNaN();
    assertThat(epoch.divergences()).isEmpty();
    assertThat(epoch.windowsPerSecond()).isEqualTo(7);
  }

  @Test
  void aCurveOfBeforeThereWereMembersIsStillRead() {
    String old =
        """
        { "score" : "RMSE", "epochs" : [ ], "bestEpoch" : 1, "windows" : 5, "seconds" : 1.5,
          "workers" : 2 }
        """;
    TrainingCurve curve = TrainingCurve.parse(old.getBytes(StandardCharsets.UTF_8));
    assertThat(curve.memberScores()).isEmpty();
    assertThat(curve.workers()).isEqualTo(2);
  }
}
