package io.lepton.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceBootstrapTest {
  private static final DeviceBootstrap MANY = new DeviceBootstrap(10_000, 1);

  @Test
  void howOftenADeviceIsDrawnIsBinomial() {
    // of five draws with probability 1/5: P(0) = 0.328, P(<= 2) = 0.942, P(<= 3) = 0.993
    List<Optional<Interval>> found =
        MANY.intervals(5, times -> new double[] {times[0], IntStream.of(times).sum()});
    assertThat(found.get(0)).contains(new Interval(0, 3));
    assertThat(found.get(1)).as("always as many as there are").contains(new Interval(5, 5));
  }

  @Test
  void theMeanOfDevicesMovesByItsStandardError() {
    double[] errors = new SplittableRandom(3).doubles(200).toArray();
    double mean = mean(errors, DeviceBootstrap.once(200));
    double variance = 0;
    for (double error : errors) {
      variance += (error - mean) * (error - mean) / 200;
    }
    double standardError = Math.sqrt(variance / 200);
    Interval found =
        MANY.intervals(200, times -> new double[] {mean(errors, times)}).get(0).orElseThrow();
    assertThat(found.low()).isCloseTo(mean - 1.96 * standardError, within(0.1 * standardError));
    assertThat(found.high()).isCloseTo(mean + 1.96 * standardError, within(0.1 * standardError));
  }

  @Test
  void moreWindowsOfTheSameDevicesMakeNobodySurer() {
    double[] errors = {1, 4, 2, 8, 5, 7};
    Optional<Interval> once = interval(errors, 1);
    assertThat(interval(errors, 1000)).isPresent().isEqualTo(once);
  }

  private static Optional<Interval> interval(double[] errors, int windows) {
    return new DeviceBootstrap(1000, 7)
        .intervals(
            errors.length,
            times -> {
              RegressionScores all = new RegressionScores();
              for (int d = 0; d < errors.length; d++) {
                RegressionScores device = new RegressionScores();
                for (int w = 0; w < windows; w++) {
                  device.add(0, errors[d]);
                }
                all.add(device, times[d]);
              }
              return new double[] {all.mae()};
            })
        .get(0);
  }

  @Test
  void fewDevicesGiveNoInterval() {
    assertThat(MANY.intervals(4, times -> new double[] {times[0], 1}))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void aFigureThatMostDrawsDoNotHaveGetsNoInterval() {
    // a device is missing in (4/5)^5 = 0.33 of the draws
    List<Optional<Interval>> found =
        MANY.intervals(
            5,
            times ->
                new double[] {
                  times[0] > 0 ? 1 : Double.NaN, times[0] + times[1] > 4 ? 1 : Double.NaN
                });
    assertThat(found).containsExactly(Optional.of(new Interval(1, 1)), Optional.empty());
  }

  @Test
  void theSeedDecides() {
    DeviceBootstrap.Figures first = times -> new double[] {times[0] + times[1] * 0.37};
    assertThat(new DeviceBootstrap(300, 2).intervals(30, first))
        .isEqualTo(new DeviceBootstrap(300, 2).intervals(30, first));
  }

  private static double mean(double[] values, int[] times) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * times[i];
    }
    return sum / values.length;
  }
}
