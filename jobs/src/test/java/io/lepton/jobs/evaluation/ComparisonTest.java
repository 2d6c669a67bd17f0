package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Metric RMSE =
      new Metric(Metric.RMSE, 15, OptionalDouble.of(40), Optional.empty());
  private static final Metric COUNT = alone("windows of note", 3);

  @Test
  void whoIsBeatenIsNamed() {
    assertThat(lives(18.5, 17).verdict())
        .isEqualTo(
            "pump@3 beats linear, boosted-trees and the naive guess: RMSE 15.00 against 18.50,"
                + " 17.00 and 40.00.");
  }

  @Test
  void aNetworkThatIsBeatenIsReportedAsSuch() {
    assertThat(lives(18.5, 14).verdict())
        .isEqualTo("pump@3 does not beat boosted-trees: RMSE 15.00 against 14.00.");
    assertThat(lives(15, 14).verdict())
        .as("a draw is no victory")
        .isEqualTo(
            "pump@3 does not beat linear and boosted-trees: RMSE 15.00 against 15.00 and 14.00.");
  }

  @Test
  void aFigureThatIsNoNumberBeatsNobody() {
    Metric unknown = new Metric(Metric.RMSE, Double.NaN, OptionalDouble.of(40), Optional.empty());
    assertThat(new Comparison("pump@3", List.of(unknown), List.of()).verdict())
        .startsWith("pump@3 does not beat the naive guess");
  }

  @Test
  void ofClassesMoreIsBetter() {
    Comparison comparison =
        new Comparison(
            "pump@3",
            List.of(alone("F1 of bad", 0.6)),
            List.of(new Comparison.Rival("linear", List.of(alone("F1 of bad", 0.7)))));
    assertThat(comparison.verdict())
        .isEqualTo("pump@3 does not beat linear: F1 of bad 0.6000 against 0.7000.");
  }

  @Test
  void theTableMarksTheBestOfEachFigure() {
    StringWriter text = new StringWriter();
    ComparisonTable.print(new PrintWriter(text, true), lives(18.5, 14));
    assertThat(text.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "",
            "network linear boosted-trees naive",
            "RMSE 15.00 18.50 14.00 * 40.00",
            "windows of note 3.000 - - -",
            "pump@3 does not beat boosted-trees: RMSE 15.00 against 14.00.");
  }

  private static Comparison lives(double linear, double trees) {
    return new Comparison(
        "pump@3",
        List.of(RMSE, COUNT),
        List.of(
            new Comparison.Rival("linear", List.of(alone(Metric.RMSE, linear))),
            new Comparison.Rival("boosted-trees", List.of(alone(Metric.RMSE, trees)))));
  }

  private static Metric alone(String name, double value) {
    return new Metric(name, value, OptionalDouble.empty(), Optional.empty());
  }
}
