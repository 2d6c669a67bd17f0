package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FeatureMatrix;
import io.lepton.features.Segment;
import org.junit.jupiter.api.Test;

final class ValueScoresTest {
  @Test
  void theFeatureThatIsFarthestFromItsMeanDecides() {
    // two features in three readings; windows end in the second and the third one
    FeatureMatrix rows = new FeatureMatrix(new float[] {90, 12, 10, 90, 5, -1}, 3);
    Segment segment =
        new Segment("p1", 0, rows, new int[] {1, 2}, new float[2], new long[2], new int[2]);

    ValueScores scores = new ValueScores(new double[] {10, 5}, new double[] {2, 3});

    assertThat(scores.score(segment, 0)).isEqualTo(1);
    assertThat(scores.score(segment, 1)).isEqualTo(2);
  }

  @Test
  void aFeatureThatNeverChangedIsPassedOver() {
    Segment segment =
        new Segment(
            "p1",
            0,
            new FeatureMatrix(new float[] {7, 9}, 1),
            new int[1],
            new float[1],
            new long[1],
            new int[1]);

    ValueScores scores = new ValueScores(new double[] {1, 5}, new double[] {0, 4});

    assertThat(scores.score(segment, 0)).isEqualTo(1);
  }
}
