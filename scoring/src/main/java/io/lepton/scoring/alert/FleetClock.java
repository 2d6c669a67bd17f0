package io.lepton.scoring.alert;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells a device that sends nothing from a way to Kafka that is late. Time goes on as far as a
 * share of the fleet has got: where all are late, it stands still and nobody is silent. Where
 * nobody of a partition reports and others do, it is the partition.
 */
public final class FleetClock {
  private final long now;
  private final Map<String, LastSeen> devices = new HashMap<>();
  private final Map<String, List<LastSeen>> partitions;

  /**
   * When a device was heard of for the last time.
   *
   * @param device the device
   * @param time event time of its newest reading, in microseconds since 1970 UTC
   * @param partition where in Kafka it came from
   */
  public record LastSeen(String device, long time, String partition) {}

  private FleetClock(long now, Collection<LastSeen> fleet) {
    this.now = now;
    fleet.forEach(seen -> devices.put(seen.device(), seen));
    this.partitions = fleet.stream().collect(Collectors.groupingBy(LastSeen::partition));
  }

  /**
   * The clock of a fleet.
   *
   * @param fleet the devices that live, each once
   * @param reporting the share of them that must have got so far, above 0
   */
  public static FleetClock of(Collection<LastSeen> fleet, double reporting) {
    List<Long> newestFirst =
        fleet.stream().map(LastSeen::time).sorted(Comparator.reverseOrder()).toList();
    int place = Math.max(1, (int) Math.ceil(reporting * newestFirst.size())) - 1;
    return new FleetClock(newestFirst.isEmpty() ? Long.MIN_VALUE : newestFirst.get(place), fleet);
  }

  /** How far the fleet has got, in microseconds since 1970 UTC. */
  public long now() {
    return now;
  }

  /** How long a device has been silent, in microseconds; 0 if it is ahead of the fleet. */
  public long silence(String device) {
    return Math.max(0, now - devices.get(device).time());
  }

  /** The partitions of at least two devices of which none has reported for so long. */
  public Set<String> late(Duration silent) {
    Set<String> late = new HashSet<>();
    partitions.forEach(
        (partition, members) -> {
          boolean none =
              members.stream().allMatch(seen -> silence(seen.device()) > silent.toNanos() / 1000);
          if (none && members.size() > 1) {
            late.add(partition);
          }
        });
    return late;
  }
}
