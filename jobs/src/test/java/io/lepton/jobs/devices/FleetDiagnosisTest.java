package io.lepton.jobs.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.DevicesConfig;
import io.lepton.jobs.devices.DeviceState.Status;
import io.lepton.jobs.monitoring.LivesEnded;
import io.lepton.scoring.alert.FleetClock;
import io.lepton.scoring.alert.FleetClock.LastSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Devices that send every minute or so: a smooth signal, a coarse one, and a setpoint. */
class FleetDiagnosisTest {
  private static final long MINUTE = 60_000_000L;
  private static final DevicesConfig CONFIG =
      new DevicesConfig("devices", Duration.ofDays(30), 3, 2, Duration.ofMinutes(1), 1e-6);

  private final List<DevicePast> pasts = new ArrayList<>();
  private final List<LastSeen> seen = new ArrayList<>();

  @Test
  void ofFiveHundredDevicesThatAreWellNoneIsTroubled() {
    for (int device = 0; device < 500; device++) {
      add(device, 100 + device);
    }
    assertThat(statuses(Map.of())).containsOnly(Status.OK);
  }

  @Test
  void aDeviceIsSilentAfterItsOwnLongGapsAndNotIfItsLifeIsOver() {
    for (int device = 0; device < 10; device++) {
      add(device, 300);
    }
    long gap = pasts.get(0).longGap();
    LastSeen last = seen.get(0);
    long now = FleetClock.of(seen.subList(1, 10), 0.5).now();
    seen.set(0, new LastSeen(last.device(), now - 3 * gap, last.partition()));
    assertThat(statuses(Map.of()).get(0)).as("just three long gaps").isEqualTo(Status.OK);
    seen.set(0, new LastSeen(last.device(), now - 3 * gap - 1, last.partition()));
    assertThat(statuses(Map.of()).get(0)).isEqualTo(Status.SILENT);
    assertThat(statuses(Map.of(last.device(), new long[] {now})).get(0)).isEqualTo(Status.ENDED);
  }

  @Test
  void whereMostOfTheFleetHasStoppedNobodyIsSilent() {
    for (int device = 0; device < 10; device++) {
      add(device, device < 7 ? 300 : 900);
    }
    assertThat(statuses(Map.of())).as("three of ten go on").containsOnly(Status.OK);
  }

  private List<Status> statuses(Map<String, long[]> ends) {
    LivesEnded lives = new LivesEnded(ends);
    FleetClock clock =
        FleetClock.of(
            seen.stream().filter(each -> !lives.isOver(each.device(), each.time())).toList(), 0.5);
    FleetDiagnosis diagnosis =
        new FleetDiagnosis(CONFIG, List.of("smooth", "coarse", "setpoint"), pasts, clock, lives);
    return seen.stream().map(each -> diagnosis.of(each).status()).toList();
  }

  /** Its last reading is in the 600th minute, or in the 900th if it has many. */
  private void add(int device, int readings) {
    Random random = new Random(device);
    ReadingList list = new ReadingList(3);
    long end = readings > 600 ? 900 * MINUTE : 600 * MINUTE;
    long begin = end - readings * MINUTE;
    double level = 0;
    long time = 0;
    for (int i = 0; i < readings; i++) {
      time = begin + i * MINUTE + random.nextInt(10_000_000);
      level = 0.95 * level + random.nextGaussian();
      ReadingList.Row row = list.add(time, time + random.nextInt(2_000_000));
      row.set(0, 20 + level);
      row.set(1, Math.rint(20 + level / 3));
      row.set(2, i < readings / 2 ? 3 : 4); // changed once by an operator
    }
    String name = "device-" + device;
    pasts.add(DevicePast.of(name, list));
    seen.add(new LastSeen(name, time, "topic/0"));
  }
}
