package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.derive.BandEnergy;
import io.lepton.features.derive.Difference;
import io.lepton.features.derive.Rolling;
import io.lepton.features.derive.Since;
import io.lepton.features.derive.Smoothed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A device with a reading a minute, some missing values, a maintenance and a silence. */
class LiveDeviceTest {
  private static final long MINUTE = 60_000_000L;
  private final Random random = new Random(5);

  @Test
  void disorderWithinTheAllowedLatenessChangesNoBit() {
    for (FeatureSpec spec : List.of(plain(), grid())) {
      List<LiveReading> readings = readings();
      Map<Long, float[]> inOrder = followed(spec, readings, 1);
      // each is at most six minutes late, and ten are allowed
      List<LiveReading> disorder = new ArrayList<>(readings);
      Map<LiveReading, Long> arrival = new java.util.HashMap<>();
      disorder.forEach(r -> arrival.put(r, r.time() + random.nextInt(6) * MINUTE));
      disorder.sort(Comparator.comparing(arrival::get));
      Map<Long, float[]> outOfOrder = followed(spec, disorder, 7);
      assertThat(outOfOrder.keySet()).isEqualTo(inOrder.keySet());
      inOrder.forEach((time, window) -> assertThat(outOfOrder.get(time)).containsExactly(window));
    }
  }

  @Test
  void aSingleRequestGivesTheBitsOfTheStream() {
    List<LiveReading> readings = readings();
    LiveDevice request = new LiveDevice(plain());
    Map<Long, float[]> asked = new TreeMap<>();
    request.accept(readings, (last, time, order, window) -> asked.put(time, window));
    Map<Long, float[]> live = followed(plain(), readings, 3);
    assertThat(asked.keySet()).isEqualTo(live.keySet());
    asked.forEach((time, window) -> assertThat(live.get(time)).containsExactly(window));
  }

  @Test
  void partsGiveEachWindowOnceAndTheSameAsAllAtOnce() {
    for (FeatureSpec spec : List.of(plain(), grid())) {
      List<LiveReading> readings = readings();
      List<LiveReading> late = List.of(readings.get(93), readings.get(95), readings.get(97));
      List<LiveReading> known = new ArrayList<>(readings.subList(0, 100));
      known.removeAll(late);
      List<LiveReading> fresh = new ArrayList<>(readings.subList(100, readings.size()));
      fresh.addAll(late);
      LiveDevice whole = new LiveDevice(spec);
      whole.know(known);
      LiveDevice divided = LiveDevice.read(whole.write(), spec);
      Map<Long, float[]> expected = new TreeMap<>();
      whole.accept(fresh, (last, time, order, window) -> expected.put(time, window));
      Map<Long, float[]> given = new TreeMap<>();
      for (List<LiveReading> part : divided.parts(fresh, 2)) {
        divided.accept(
            part,
            (last, time, order, window) ->
                assertThat(given.put(time, window)).as("given before").isNull());
      }
      assertThat(given.keySet()).isEqualTo(expected.keySet());
      expected.forEach((time, window) -> assertThat(given.get(time)).containsExactly(window));
      assertThat(divided.write()).isEqualTo(whole.write());
    }
  }

  @Test
  void holdsTheReadingsOfTheAllowedLateness() {
    LiveDevice device = new LiveDevice(plain());
    device.accept(readings(), (last, time, order, window) -> {});
    assertThat(device.held()).isLessThanOrEqualTo(11);
    assertThat(device.write().length).isLessThan(2500);
  }

  @Test
  void howLongAValueHasBeenBorrowedIsPartOfTheState() {
    FeatureSpec spec = TestingSpec.of("load").window(1, 1).spec();
    List<LiveReading> readings = new ArrayList<>();
    double[] loads = {5, Double.NaN, Double.NaN, Double.NaN, 6};
    for (int i = 0; i < loads.length; i++) {
      readings.add(LiveReading.of(i * MINUTE, i, new double[] {loads[i]}, 0));
    }
    assertThat(followed(spec, readings, 1).values())
        .as("two may be borrowed, then the mean stands in")
        .extracting(window -> window[0])
        .containsExactly(5f, 5f, 5f, 0f, 6f);
  }

  @Test
  void aReadingThatComesTwiceGivesNothing() {
    List<LiveReading> readings = readings();
    LiveDevice device = new LiveDevice(plain());
    device.know(readings);
    List<Long> again = new ArrayList<>();
    device.accept(readings, (last, time, order, window) -> again.add(time));
    assertThat(again).isEmpty();
  }

  @Test
  void saysWhichWindowsMayBeKnownAlready() {
    List<LiveReading> readings = readings().subList(0, 6);
    LiveReading late = readings.get(3);
    LiveDevice device = new LiveDevice(plain());
    device.know(readings.stream().filter(r -> !r.equals(late)).toList());
    List<String> given = new ArrayList<>();
    device.accept(
        List.of(late), (last, time, order, window) -> given.add(time / MINUTE + " " + order));
    assertThat(given).containsExactly("3 AGAIN", "4 AGAIN", "5 AGAIN");
  }

  /** The last window of each time, the state being written and read between chunks. */
  private static Map<Long, float[]> followed(
      FeatureSpec spec, List<LiveReading> readings, int chunk) {
    Map<Long, float[]> windows = new TreeMap<>();
    byte[] state = new LiveDevice(spec).write();
    for (int from = 0; from < readings.size(); from += chunk) {
      LiveDevice device = LiveDevice.read(state, spec);
      device.accept(
          readings.subList(from, Math.min(from + chunk, readings.size())),
          (last, time, order, window) -> windows.put(time, window));
      state = device.write();
    }
    return windows;
  }

  private List<LiveReading> readings() {
    List<LiveReading> readings = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (i == 150) {
        readings.add(new LiveReading(i * MINUTE, 0, 0, nothing(), 0));
      }
      if (i < 200 || i > 230) {
        double[] columns = {random.nextGaussian(), random.nextGaussian()};
        columns[0] = random.nextInt(10) == 0 ? Double.NaN : columns[0];
        readings.add(LiveReading.of(i * MINUTE, i, columns, 0));
      }
    }
    return readings;
  }

  private static double[] nothing() {
    double[] columns = new double[2];
    Arrays.fill(columns, Double.NaN);
    return columns;
  }

  private static FeatureSpec plain() {
    return features(TestingSpec.of("load", "heat")).spec();
  }

  private static FeatureSpec grid() {
    return features(TestingSpec.of("load", "heat"))
        .resampled(Duration.ofMinutes(3), Resampling.Statistic.MEAN)
        .gaps(new Gaps(Gaps.Policy.INTERPOLATE, 4, 0, true))
        .spec();
  }

  private static TestingSpec features(TestingSpec spec) {
    return spec.late(Duration.ofMinutes(10))
        .gaps(new Gaps(Gaps.Policy.FORWARD, 2, 20 * MINUTE, true))
        .derived("mean", new Rolling("load", Rolling.Statistic.MEAN, 7))
        .derived("slope", new Rolling("heat", Rolling.Statistic.SLOPE, 4))
        .derived("smooth", new Smoothed("load", 0.2))
        .derived("step", new Difference("heat", 2))
        .derived("hum", new BandEnergy("load", 8, 0.1, 0.4))
        .derived("age", new Since(Since.Measure.SECONDS, "maintenance"))
        .derived("count", new Since(Since.Measure.READINGS, ""));
  }
}
