package io.lepton.scoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.scoring.alert.FleetClock.LastSeen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times in hours. */
final class FleetClockTest {
  private static final long HOUR = 3_600_000_000L;

  @Test
  void aDeviceIsSilentBesideAFleetThatReports() {
    FleetClock clock = FleetClock.of(List.of(at("a", 10, 0), at("b", 9, 0), at("c", 2, 0)), 0.5);
    assertThat(clock.now()).isEqualTo(9 * HOUR);
    assertThat(clock.silence("c")).isEqualTo(7 * HOUR);
    assertThat(clock.silence("a")).as("ahead of the others").isZero();
  }

  @Test
  void whereAllAreLateNobodyIsSilent() {
    // one device got through since, the others wait with the pipeline
    FleetClock clock = FleetClock.of(List.of(at("a", 99, 0), at("b", 9, 0), at("c", 8, 1)), 0.5);
    assertThat(clock.silence("c")).isEqualTo(HOUR);
  }

  @Test
  void aPartitionOfWhichNobodyReportsIsLateAndNotItsDevices() {
    FleetClock clock =
        FleetClock.of(
            List.of(at("a", 10, 0), at("b", 10, 0), at("e", 10, 0), at("c", 2, 1), at("d", 2, 1)),
            0.5);
    assertThat(clock.late(Duration.ofHours(5))).containsExactly("topic/1");
    assertThat(clock.late(Duration.ofHours(8))).isEmpty();
  }

  private static LastSeen at(String device, long hour, int partition) {
    return new LastSeen(device, hour * HOUR, "topic/" + partition);
  }
}
