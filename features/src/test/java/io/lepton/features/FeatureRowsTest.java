package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.derive.Difference;
import io.lepton.features.derive.Since;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are written as "minute: features", "~" where nothing was read, "|" for a break. */
class FeatureRowsTest {
  private static final long MINUTE = 60_000_000L;
  private static final double NONE = Double.NaN;
  private final List<String> rows = new ArrayList<>();

  @Test
  void readingsOfAStepBecomeOneOnceALaterOneHasCome() {
    FeatureRows features = features(grid(Resampling.Statistic.MEAN, Gaps.Policy.FORWARD));
    read(features, 0.1, 1);
    read(features, 0.9, 3);
    assertThat(rows).as("more may come").isEmpty();
    read(features, 1.5, 7);
    assertThat(rows).containsExactly("1: [2.0]");
  }

  @Test
  void aGapIsFilledForwardOrOnTheStraightLineOrWithTheMean() {
    for (Gaps.Policy policy : Gaps.Policy.values()) {
      FeatureRows features = features(grid(Resampling.Statistic.LAST, policy));
      read(features, 0, 1);
      read(features, 3, 7);
      read(features, 4, 0);
    }
    assertThat(rows)
        .containsExactly(
            "1: [1.0]",
            "2~ [1.0]",
            "3~ [1.0]",
            "4: [7.0]",
            "1: [1.0]",
            "2~ [3.0]",
            "3~ [5.0]",
            "4: [7.0]",
            "1: [1.0]",
            "2~ [0.0]",
            "3~ [0.0]",
            "4: [7.0]");
  }

  @Test
  void aLongerGapBreaksTheHistory() {
    FeatureRows features = features(grid(Resampling.Statistic.LAST, Gaps.Policy.FORWARD));
    read(features, 0, 1);
    read(features, 5, NONE);
    read(features, 6, 0);
    assertThat(rows).as("nothing is borrowed over it").containsExactly("1: [1.0]", "|", "6: [0.0]");
  }

  @Test
  void aSilenceBreaksTheHistoryOfReadingsAsTheyCome() {
    FeatureRows features =
        features(
            TestingSpec.of("load")
                .gaps(new Gaps(Gaps.Policy.FORWARD, 2, 2 * MINUTE, false))
                .derived("step", new Difference("load", 1)));
    read(features, 0, 1);
    read(features, 2, 5);
    read(features, 4.1, 6);
    assertThat(rows).containsExactly("0: [1.0, 0.0]", "2: [5.0, 4.0]", "|", "4: [6.0, 0.0]");
  }

  @Test
  void marksWhatWasMissing() {
    FeatureRows features =
        features(TestingSpec.of("load").gaps(new Gaps(Gaps.Policy.FORWARD, 2, 0, true)));
    read(features, 0, NONE);
    read(features, 1, 4);
    read(features, 2, NONE);
    assertThat(rows).containsExactly("0: [0.0, 1.0]", "1: [4.0, 0.0]", "2: [4.0, 1.0]");
  }

  @Test
  void aTextBecomesOneFeatureForEachCategory() {
    FeatureRows features =
        features(TestingSpec.of("kind").inputs(new Input("kind", List.of("L", "M", "H"))));
    read(features, 0, 1);
    read(features, 1, NONE);
    assertThat(rows).containsExactly("0: [0.0, 1.0, 0.0]", "1: [0.0, 1.0, 0.0]");
  }

  @Test
  void countsFromTheLastMaintenance() {
    FeatureRows features =
        features(
            TestingSpec.of("load")
                .derived("run", new Since(Since.Measure.READINGS, "maintenance"))
                .derived("age", new Since(Since.Measure.SECONDS, "")));
    read(features, 0, 0);
    read(features, 1, 0);
    features.event(2 * MINUTE, 0);
    read(features, 2, 0);
    assertThat(rows)
        .containsExactly("0: [0.0, 0.0, 0.0]", "1: [0.0, 1.0, 60.0]", "2: [0.0, 0.0, 120.0]");
  }

  @Test
  void anEventSaysNothingToARowOfTheGridThatWasBeforeIt() {
    FeatureRows features =
        features(
            grid(Resampling.Statistic.LAST, Gaps.Policy.FORWARD)
                .derived("age", new Since(Since.Measure.SECONDS, "failure")));
    read(features, 0.1, 0);
    read(features, 1.1, 0);
    features.event(Math.round(2.2 * MINUTE), 0);
    read(features, 2.5, 0);
    read(features, 3.5, 0);
    assertThat(rows)
        .as("seconds since the first row, then since the failure")
        .containsExactly("1: [0.0, 0.0]", "2: [0.0, 60.0]", "3: [0.0, 48.0]");
  }

  private static TestingSpec grid(Resampling.Statistic statistic, Gaps.Policy policy) {
    return TestingSpec.of("load")
        .resampled(Duration.ofMinutes(1), statistic)
        .gaps(new Gaps(policy, 2, 0, false));
  }

  private static FeatureRows features(TestingSpec spec) {
    return new FeatureRows(spec.spec());
  }

  private void read(FeatureRows features, double minute, double load) {
    features.reading(
        Math.round(minute * MINUTE),
        new double[] {load},
        new FeatureRows.Sink() {
          @Override
          public void row(long time, float[] values, FeatureRows.Kind kind) {
            String mark = kind == FeatureRows.Kind.OBSERVED ? ": " : "~ ";
            rows.add(time / MINUTE + mark + Arrays.toString(values));
          }

          @Override
          public void gap() {
            rows.add("|");
          }
        });
  }
}
