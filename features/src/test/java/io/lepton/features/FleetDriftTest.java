package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/**
 * Fleets whose readings follow one another (autoregressive, 0.9) around a level of each device,
 * with six channels: 40 devices in training, 12 now.
 */
final class FleetDriftTest {
  private static final int CHANNELS = 6;
  private static final int THEN = 40;
  private static final int NOW = 12;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

  @Test
  void aFleetThatHasNotDriftedIsSaidToHaveAsRarelyAsPromised() {
    int fleets = 200;
    int told = 0;
    int toldByReadings = 0;
    for (int seed = 0; seed < fleets; seed++) {
      Random random = new Random(seed);
      List<double[][]> then = fleet(random, THEN, 0);
      List<double[][]> now = fleet(random, NOW, 0);
      told += drifted(then, now, seed) > 0 ? 1 : 0;
      double byReadings =
          new KolmogorovSmirnovTest().kolmogorovSmirnovTest(pooled(then), pooled(now));
      toldByReadings += byReadings < 0.05 ? 1 : 0;
    }
    // binomial with 200 draws of 0.05: 10 are expected, more than 20 once in 1,500 times
    assertThat(told).isBetween(1, 20);
    assertThat(toldByReadings).as("one channel, readings taken for independent").isGreaterThan(100);
  }

  @Test
  void aShiftOfOneChannelIsFoundAndNoOtherNamed() {
    int found = 0;
    int others = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<double[][]> then = fleet(random, THEN, 0);
      for (FleetDrift.Channel channel : compared(then, fleet(random, NOW, 1.5), seed)) {
        boolean isShifted = channel.channel().equals("a");
        found += isShifted && channel.isBeyondChance() ? 1 : 0;
        others += !isShifted && channel.isBeyondChance() ? 1 : 0;
      }
    }
    assertThat(found).as("of 20 shifts by 1.5 deviations").isGreaterThanOrEqualTo(18);
    assertThat(others).as("of 100 channels beside it").isLessThanOrEqualTo(5);
  }

  @Test
  void theDistanceIsThatOfAllValuesTogether() {
    // five pieces of 0 and five of 0 and 1, half each: the distribution functions differ by a half
    List<double[][]> then = new ArrayList<>();
    List<double[][]> now = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      then.add(new double[][] {{0, 0, 0, 0}});
      now.add(new double[][] {{0, 1, 0, 1}});
    }
    FleetDrift.Channel channel =
        new FleetDrift(List.of("a"), 0.05, 199, 1).between(then, now).get(0);
    assertThat(channel.distance()).isEqualTo(0.5);
    assertThat(channel.verdict()).isEqualTo(FleetDrift.Verdict.SHIFTED);
  }

  @Test
  void ofFewPiecesNothingIsSaid() {
    Random random = new Random(1);
    assertThat(compared(fleet(random, THEN, 0), fleet(random, 4, 9), 1))
        .allMatch(channel -> channel.verdict() == FleetDrift.Verdict.UNKNOWN);
  }

  /**
   * How many days a shift of some deviations takes to be told, where each day a week is looked at.
   */
  @Test
  void aLargerShiftIsToldEarlier() {
    double small = delay(1);
    double large = delay(2);
    assertThat(large).isLessThan(small).isLessThan(7);
  }

  private static double delay(double shift) {
    double sum = 0;
    int fleets = 10;
    for (int seed = 0; seed < fleets; seed++) {
      Random random = new Random(1000 + seed);
      List<double[][]> then = fleet(random, THEN, 0);
      then.replaceAll(piece -> new double[][] {piece[0]});
      List<double[]> levels = new ArrayList<>();
      for (int d = 0; d < NOW; d++) {
        levels.add(series(random, 24 * 28));
      }
      int day = 0;
      boolean told = false;
      while (!told && day < 21) {
        day++;
        List<double[][]> now = new ArrayList<>();
        int until = 24 * (7 + day);
        for (double[] level : levels) {
          double[] week = Arrays.copyOfRange(level, until - 168, until);
          for (int i = Math.max(0, 168 - 24 * day); i < 168; i++) {
            week[i] += shift;
          }
          now.add(new double[][] {week});
        }
        told =
            new FleetDrift(List.of("a"), 0.05, 199, seed)
                .between(then, now)
                .get(0)
                .isBeyondChance();
      }
      sum += day;
    }
    return sum / fleets;
  }

  private static long drifted(List<double[][]> then, List<double[][]> now, long seed) {
    return compared(then, now, seed).stream().filter(FleetDrift.Channel::isBeyondChance).count();
  }

  private static List<FleetDrift.Channel> compared(
      List<double[][]> then, List<double[][]> now, long seed) {
    return new FleetDrift(NAMES, 0.05, 99, seed).between(then, now);
  }

  private static double[] pooled(List<double[][]> pieces) {
    return pieces.stream().flatMapToDouble(piece -> Arrays.stream(piece[0])).toArray();
  }

  /** Pieces of a week of hours; the first channel is shifted. */
  private static List<double[][]> fleet(Random random, int devices, double shift) {
    List<double[][]> pieces = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      double[][] piece = new double[CHANNELS][];
      for (int c = 0; c < CHANNELS; c++) {
        piece[c] = series(random, 168);
      }
      for (int i = 0; i < 168; i++) {
        piece[0][i] += shift;
      }
      pieces.add(piece);
    }
    return pieces;
  }

  /** Half of the variance between devices, half within one; 1 together. */
  private static double[] series(Random random, int hours) {
    double level = random.nextGaussian() * Math.sqrt(0.5);
    double[] values = new double[hours];
    double state = random.nextGaussian();
    for (int i = 0; i < hours; i++) {
      values[i] = level + state * Math.sqrt(0.5);
      state = 0.9 * state + Math.sqrt(1 - 0.81) * random.nextGaussian();
    }
    return values;
  }
}
