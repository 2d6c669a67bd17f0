package io.lepton.ingest.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lepton.ingest.publish.Message;
import io.lepton.ingest.simulate.FleetConfig.FaultRates;
import io.lepton.ingest.simulate.FleetConfig.Life;
import io.lepton.ingest.simulate.FleetConfig.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FleetSimulatorTest {
  private static final FaultRates FAULTS = new FaultRates(0.05, 0.06, 0.04, 0.03, 0.02);

  private static FleetConfig small(long seed) {
    return FleetConfig.of(12, seed).withLife(new Life(20, 60)).withFaults(FAULTS);
  }

  @Test
  void sendsTheSameBytesForASeed() {
    assertThat(texts(small(7))).isEqualTo(texts(small(7))).isNotEqualTo(texts(small(8)));
  }

  @Test
  void truthReconcilesWithARecountForManySeeds() {
    for (long seed = 0; seed < 60; seed++) {
      Schedule hourly = small(seed).schedule();
      Duration lateness = Duration.ofHours(seed % 3);
      FleetConfig config =
          small(seed)
              .withSchedule(
                  new Schedule(hourly.first(), hourly.cycle(), hourly.startSpread(), lateness));
      FleetSimulator fleet = new FleetSimulator(config);
      Recount recount = new Recount(config).add(fleet.history());
      assertMatches(fleet.truth(), recount);
      assertMatches(fleet.truth(), recount.add(fleet.live()));
      int readings =
          fleet.truth().devices().values().stream().mapToInt(d -> d.failureCycle()).sum();
      SimulationTruth truth = fleet.truth();
      assertThat(truth.rows() + truth.quarantinedInAll() + truth.dropped()).isEqualTo(readings);
    }
  }

  private static void assertMatches(SimulationTruth truth, Recount recount) {
    assertThat(truth.telemetrySent()).isEqualTo(recount.telemetry);
    assertThat(truth.rows()).isEqualTo(recount.rows.size());
    assertThat(truth.duplicates()).isEqualTo(recount.duplicates);
    assertThat(truth.lateRows()).isEqualTo(recount.late);
    assertThat(truth.missingValues()).isEqualTo(recount.missing);
    assertThat(truth.quarantined()).isEqualTo(recount.quarantined);
    assertThat(truth.events()).isEqualTo(recount.events.size());
    assertThat(truth.telemetrySent())
        .isEqualTo(truth.rows() + truth.duplicates() + truth.quarantinedInAll());
  }

  @Test
  void countsOnlyWhatWasTakenSoFar() {
    FleetSimulator fleet = new FleetSimulator(small(3));
    Iterator<Message> history = fleet.history();
    for (int taken = 1; taken <= 100; taken++) {
      history.next();
      assertThat(fleet.truth().telemetrySent() + fleet.truth().events()).isEqualTo(taken);
    }
  }

  @Test
  void keepsTheRatesOverALargeRun() {
    FleetConfig config = FleetConfig.of(150, 1).withFaults(FAULTS);
    FleetSimulator fleet = new FleetSimulator(config);
    Recount.ofAll(fleet, config);
    SimulationTruth truth = fleet.truth();
    double readings = truth.rows() + truth.quarantinedInAll() + truth.dropped();
    Percentage tolerance = Percentage.withPercentage(10);
    assertThat(truth.duplicates() / readings).isCloseTo(0.05, tolerance);
    assertThat(truth.lateRows() / readings).isCloseTo(0.06, tolerance);
    assertThat(truth.quarantinedInAll() / readings).isCloseTo(0.04, tolerance);
    assertThat(truth.dropped() / readings).isCloseTo(0.03, tolerance);
    assertThat(truth.missingValues() / (double) truth.rows()).isCloseTo(0.02, tolerance);
    assertThat(truth.quarantined())
        .containsOnlyKeys("malformed", "missing-field", "out-of-range", "wrong-type");
  }

  @Test
  void sendsOneFailurePerDeviceAtItsLastCycle() {
    FleetConfig config = small(5);
    FleetSimulator fleet = new FleetSimulator(config);
    Recount recount = new Recount(config).add(fleet.history());
    assertThat(recount.events).hasSize(12 - config.fleet().runningDevices());
    recount.add(fleet.live());
    assertThat(recount.events).hasSize(12);
    for (DeviceTruth device : fleet.truth().devices().values()) {
      String expected =
          ("{\"device\":\"%s\",\"time\":\"%s\",\"sequence\":1,"
                  + "\"kind\":\"failure\",\"detail\":\"%s\"}")
              .formatted(device.device(), device.failureTime(), device.mode().id());
      assertThat(recount.events.get(device.device())).containsExactly(expected);
      SentTelemetry last =
          recount.rows.stream()
              .filter(row -> row.device().equals(device.device()))
              .max(Comparator.comparing(SentTelemetry::time))
              .orElseThrow();
      assertThat(last.time()).isEqualTo(device.failureTime());
      assertThat(device.remainingCycles(last.cycle())).isZero();
    }
  }

  @Test
  void sendsReadingsInOrderOfTimeWhenNothingIsLate() {
    FleetConfig config = small(2).withFaults(new FaultRates(0.1, 0, 0.1, 0.1, 0.1));
    FleetSimulator fleet = new FleetSimulator(config);
    List<SentTelemetry> rows = Recount.ofAll(fleet, config).rows;
    assertThat(rows).isSortedAccordingTo(Comparator.comparing(SentTelemetry::time));
    assertThat(fleet.truth().lateRows()).isZero();
  }

  @Test
  void lateReadingsAreOvertakenByOneToFiveMessages() {
    FleetConfig config = small(2).withFaults(new FaultRates(0, 0.2, 0, 0, 0));
    Recount recount = Recount.ofAll(new FleetSimulator(config), config);
    Map<String, List<Integer>> onTime = new HashMap<>();
    int late = 0;
    for (SentTelemetry row : recount.rows) {
      List<Integer> before = onTime.computeIfAbsent(row.device(), device -> new ArrayList<>());
      long overtaking = before.stream().filter(cycle -> cycle > row.cycle()).count();
      if (overtaking == 0) {
        before.add(row.cycle());
      } else {
        assertThat(overtaking).isBetween(1L, 5L);
        late++;
      }
    }
    assertThat(late).isPositive().isEqualTo((int) recount.late);
  }

  @Test
  void faultsDoNotChangeWhatIsRead() {
    FleetConfig faulty = small(4);
    FleetConfig perfect = faulty.withFaults(FaultRates.NONE);
    List<SentTelemetry> all = Recount.ofAll(new FleetSimulator(perfect), perfect).rows;
    Recount some = Recount.ofAll(new FleetSimulator(faulty), faulty);
    assertThat(some.missing).isPositive();
    assertThat(all).containsAll(some.rows.stream().filter(row -> row.missing() == 0).toList());
  }

  @Test
  void historyEndsNowWithRunningDevicesInMidLife() {
    FleetConfig config = small(6).withFaults(FaultRates.NONE);
    FleetSimulator fleet = new FleetSimulator(config);
    Recount recount = new Recount(config).add(fleet.history());
    assertThat(recount.rows).allMatch(row -> row.time().isBefore(fleet.now()));
    Map<String, Integer> last = new HashMap<>();
    recount.rows.forEach(row -> last.merge(row.device(), row.cycle(), Math::max));
    recount.events.keySet().forEach(last::remove);
    assertThat(last).hasSize(2);
    last.forEach(
        (device, cycle) -> {
          int life = fleet.truth().device(device).orElseThrow().failureCycle();
          assertThat((cycle + 1.0) / life).isBetween(0.4, 0.9 + 1.0 / life);
        });
    int before = recount.rows.size();
    List<SentTelemetry> live = recount.add(fleet.live()).rows;
    assertThat(live.subList(before, live.size()))
        .noneMatch(row -> row.time().isBefore(fleet.now()));
  }

  @Test
  void refusesLiveBeforeHistoryIsExhausted() {
    FleetSimulator fleet = new FleetSimulator(small(1));
    Iterator<Message> history = fleet.history();
    history.next();
    assertThatIllegalStateException()
        .isThrownBy(fleet::live)
        .withMessage("phase: HISTORY (expected: live() once, after history() is exhausted)");
    history.forEachRemaining(message -> {});
    assertThat(fleet.live().hasNext()).isTrue();
    assertThatIllegalStateException().isThrownBy(fleet::live);
  }

  @Test
  void writesTheTruthAsJson() {
    FleetSimulator fleet = new FleetSimulator(FleetConfig.of(1, 1));
    DeviceTruth device = fleet.truth().device("engine-0001").orElseThrow();
    assertThat(fleet.truth().toJson())
        .startsWith("{\"telemetry_sent\":0,\"rows\":0,\"duplicates\":0,")
        .contains("\"quarantined\":{},\"devices\":[{\"device\":\"engine-0001\"")
        .endsWith("\"failure_time\":\"" + device.failureTime() + "\"}]}");
    assertThat(device.failureTime()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static List<String> texts(FleetConfig config) {
    FleetSimulator fleet = new FleetSimulator(config);
    List<String> texts = new ArrayList<>();
    fleet.history().forEachRemaining(m -> texts.add(m.key() + new String(m.value(), UTF_8)));
    fleet.live().forEachRemaining(m -> texts.add(m.key() + new String(m.value(), UTF_8)));
    return texts;
  }
}
