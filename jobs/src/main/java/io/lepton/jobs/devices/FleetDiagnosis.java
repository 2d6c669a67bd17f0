package io.lepton.jobs.devices;

import io.lepton.jobs.config.DevicesConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.devices.DeviceState.Finding;
import io.lepton.jobs.devices.DeviceState.Status;
import io.lepton.jobs.monitoring.LivesEnded;
import io.lepton.lake.table.Micros;
import io.lepton.scoring.alert.FleetClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * From the pasts of a fleet's devices to what is wrong with each. A device is compared with its own
 * past; with the others only in how far time has got, in what the clock is, and in whether a
 * channel ever moves.
 */
final class FleetDiagnosis {
  /** Gaps, or values, from which on a device can be compared with itself. */
  private static final int ENOUGH = 10;

  /** Scaled to the standard deviation of a normal distribution. */
  private static final double MAD = 1.4826;

  private static final double FAR = 6; // of these

  private final DevicesConfig config;
  private final List<String> channels;
  private final FleetClock clock;
  private final LivesEnded lives;
  private final Map<String, DevicePast> pasts;
  private final long fleetGap;
  private final Set<String> late;
  private final long fleetDelay;
  private final double delaySpread;

  /**
   * Of a fleet.
   *
   * @param pasts each device once
   * @param channels the names of their channels
   */
  FleetDiagnosis(
      DevicesConfig config,
      List<String> channels,
      List<DevicePast> pasts,
      FleetClock clock,
      LivesEnded lives) {
    this.config = config;
    this.channels = List.copyOf(channels);
    this.clock = clock;
    this.lives = lives;
    this.pasts = pasts.stream().collect(Collectors.toMap(DevicePast::device, Function.identity()));
    this.fleetGap = median(pasts, past -> past.longGap());
    this.late = clock.late(micros(Math.round(config.silence() * fleetGap)));
    List<DevicePast> told = pasts.stream().filter(past -> past.delay().present()).toList();
    this.fleetDelay = median(told, past -> past.delay().micros());
    this.delaySpread =
        MAD * median(told, past -> Math.abs(past.delay().micros() - fleetDelay)) / 1e6;
  }

  /** The partitions of which nothing comes. */
  Set<String> late() {
    return late;
  }

  /** What was found of a device. */
  DeviceState of(FleetClock.LastSeen seen) {
    DevicePast past = pasts.get(seen.device());
    OptionalDouble ahead =
        past.delay().present()
            ? OptionalDouble.of((fleetDelay - past.delay().micros()) / 1e6)
            : OptionalDouble.empty();
    List<Finding> findings = new ArrayList<>();
    if (lives.isOver(seen.device(), seen.time())) {
      findings.add(
          new Finding(Status.ENDED, "", Micros.instant(lives.last(seen.device())), "its life"));
    } else {
      silence(seen, past, findings);
      for (int c = 0; c < channels.size(); c++) {
        channel(channels.get(c), c, past.channels().get(c), findings);
      }
      clock(seen, ahead, findings);
      findings.sort(Comparator.comparing(Finding::status));
    }
    return new DeviceState(
        seen.device(), Micros.instant(seen.time()), micros(past.usualGap()), ahead, findings);
  }

  private void silence(FleetClock.LastSeen seen, DevicePast past, List<Finding> findings) {
    long gap = past.gaps() >= ENOUGH ? past.longGap() : Math.max(fleetGap, past.longGap());
    long silence = clock.silence(seen.device());
    if (late.contains(seen.partition())) {
      findings.add(
          new Finding(
              Status.LATE,
              "",
              Micros.instant(seen.time()),
              "no device of partition %s for %s"
                  .formatted(seen.partition(), Lines.time(micros(silence)))));
    } else if (silence > config.silence() * gap) {
      findings.add(
          new Finding(
              Status.SILENT,
              "",
              Micros.instant(seen.time()),
              "%s; usual are %s, long are %s"
                  .formatted(
                      Lines.time(micros(silence)),
                      Lines.time(micros(past.usualGap())),
                      Lines.time(micros(gap)))));
    }
  }

  private void channel(String name, int column, ChannelPast past, List<Finding> findings) {
    boolean isLong = past.run() >= ENOUGH && past.run() > config.stuck() * past.longest();
    if (past.moves() && isLong && past.chance() < config.chance()) {
      findings.add(
          new Finding(
              Status.STUCK,
              name,
              Micros.instant(past.since()),
              "%d readings the same; never more than %d before"
                  .formatted(past.run(), past.longest())));
    } else if (!past.moves() && isLong && othersMove(column, past.run())) {
      findings.add(
          new Finding(
              Status.STUCK,
              name,
              Micros.instant(past.since()),
              "%d readings, all the same; the channel of other devices moves"
                  .formatted(past.run())));
    }
    if (!past.unit().equals(UnitChange.Found.NONE)) {
      findings.add(
          new Finding(
              Status.UNIT_CHANGED,
              name,
              Micros.instant(past.unit().since()),
              "goes on as if converted: " + past.unit().unit()));
    }
  }

  /** Whether nine in ten devices with as many values have seen the channel change, and at once. */
  private boolean othersMove(int column, int values) {
    List<ChannelPast> others =
        pasts.values().stream()
            .map(past -> past.channels().get(column))
            .filter(past -> past.values() >= values)
            .toList();
    long moving =
        others.stream()
            .filter(past -> past.moves() && config.stuck() * past.longest() < values)
            .count();
    return others.size() > 1 && moving >= 0.9 * (others.size() - 1);
  }

  private void clock(FleetClock.LastSeen seen, OptionalDouble ahead, List<Finding> findings) {
    double limit = Math.max(config.clock().toMillis() / 1e3, FAR * delaySpread);
    if (ahead.isPresent() && Math.abs(ahead.getAsDouble()) > limit) {
      findings.add(
          new Finding(
              Status.SKEWED,
              "",
              Micros.instant(seen.time()),
              "%s %s the fleet's clocks"
                  .formatted(
                      Lines.time(micros(Math.round(Math.abs(ahead.getAsDouble()) * 1e6))),
                      ahead.getAsDouble() > 0 ? "ahead of" : "behind")));
    }
  }

  private static long median(List<DevicePast> pasts, ToLongFunction<DevicePast> number) {
    long[] sorted = pasts.stream().mapToLong(number).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
