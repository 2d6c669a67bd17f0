package io.lepton.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.training.Score;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCurveTest {
  private static final TrainingCurve.Epoch GOOD =
      new TrainingCurve.Epoch(1, 3, 4, 100, 10, 2, 0.1, 50);
  private static final TrainingCurve.Epoch WORSE =
      new TrainingCurve.Epoch(2, 2, 5, 100, 10, 2, 0.1, 50);

  @Test
  void sayWhatEachMemberReached() {
    TrainingCurve.Member second = new TrainingCurve.Member(List.of(WORSE, GOOD), 1);
    TrainingCurve curve =
        new TrainingCurve(Score.RMSE, List.of(GOOD, WORSE), 1, 100, 9, 2, List.of(second), 3.5);
    assertThat(curve.memberScores()).containsExactly(4.0, 5.0);
    assertThat(TrainingCurve.parse(curve.json())).isEqualTo(curve);
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
