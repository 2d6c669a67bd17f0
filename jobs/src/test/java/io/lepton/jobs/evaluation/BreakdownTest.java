package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import io.lepton.training.evaluation.Interval;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two pumps: one said to live 3 hours too long, the other 10 too short near its end. */
class BreakdownTest {
  private static final Label LIFE = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");
  private static final HeldOut PUMPS =
      new HeldOut(
          List.of(
              new HeldOut.Device("good", List.of(window(60, 63), window(5, 8))),
              new HeldOut.Device("poor", List.of(window(60, 60), window(15, 5)))));

  @Test
  void theWorstDeviceComesFirst() {
    Breakdown found = Breakdown.byDevice(LIFE, PUMPS);
    assertThat(found.columns())
        .containsExactly("device", "windows", "RMSE", "MAE", "mean error", "PHM score", "coverage");
    assertThat(found.rows())
        .containsExactly(
            // the root of 50; exp(10 / 13) - 1
            List.of("poor", "2", "7.071", "5.000", "-5.000", "1.158", "0.5000"),
            // twice exp(3 / 10) - 1
            List.of("good", "2", "3.000", "3.000", "3.000", "0.6997", "1.000"));
  }

  @Test
  void rangesOfPredictionsSayWhereItIsWrong() {
    Breakdown found = Breakdown.byPrediction(LIFE, PUMPS);
    assertThat(found.rows()).extracting(row -> row.get(0)).containsExactly("0 to 10", "60 to 70");
    assertThat(found.rows().get(0).subList(1, 6))
        .as("8 for 5 and 5 for 15")
        .containsExactly("2", "2", "7.382", "6.500", "-3.500");
  }

  @Test
  void numbersStandToTheRight() {
    StringWriter text = new StringWriter();
    new Breakdown(List.of("device", "n"), List.of(List.of("a", "10"))).print(new PrintWriter(text));
    assertThat(text.toString().lines()).containsExactly("  device   n", "  a       10");
  }

  @Test
  void devicesGiveFiguresTheirIntervals() {
    List<HeldOut.Device> devices = new ArrayList<>();
    for (int d = 1; d <= 6; d++) {
      devices.add(new HeldOut.Device("pump-" + d, List.of(window(50, 50 + d))));
    }
    Metric error = Measures.of(LIFE, new HeldOut(devices)).get(2);
    assertThat(error.name()).isEqualTo(Metric.MEAN_ERROR);
    assertThat(error.value()).isEqualTo(3.5);
    // 1.96 standard errors of six draws: 1.96 * sqrt(35 / 12 / 6) = 1.37
    assertThat(error.interval().orElseThrow().low()).isBetween(2.0, 2.5);
    assertThat(error.interval().orElseThrow().high()).isBetween(4.5, 5.0);
    List<Metric> few = Measures.of(LIFE, new HeldOut(devices.subList(0, 4)));
    assertThat(few).allSatisfy(metric -> assertThat(metric.interval()).isEmpty());
  }

  private static HeldOut.Window window(double truth, double said) {
    double error = said - truth;
    return new HeldOut.Window(
        new HeldOut.Truth(truth, said, -1),
        new HeldOut.Errors(error * error, 0, Math.abs(error)),
        Optional.of(new Interval(said - 4, said + 4)),
        new double[0]);
  }
}
