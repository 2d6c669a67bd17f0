package io.lepton.ingest.simulate;

import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What fleet to simulate and how badly its messages travel.
 *
 * @param fleet the engines
 * @param life how long they last
 * @param schedule when they fly
 * @param topics where messages go
 * @param faults how often a telemetry message goes wrong
 */
public record FleetConfig(
    Fleet fleet, Life life, Schedule schedule, Topics topics, FaultRates faults) {
  /** Checks that nothing is null. */
  public FleetConfig {
    requireNonNull(fleet, "fleet");
    requireNonNull(life, "life");
    requireNonNull(schedule, "schedule");
    requireNonNull(topics, "topics");
    requireNonNull(faults, "faults");
  }

  /**
   * A fleet with the usual rest: six regimes, a fifth of the engines still running, lives of 120 to
   * 300 cycles of an hour from 2026-01-01 on, topics {@code telemetry} and {@code events}, nothing
   * going wrong.
   */
  public static FleetConfig of(int devices, long seed) {
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    Duration hour = Duration.ofHours(1);
    return new FleetConfig(
        new Fleet(devices, "engine-", seed, 6, 0.2),
        new Life(120, 300),
        new Schedule(first, hour, hour, Duration.ZERO),
        new Topics("telemetry", "events"),
        FaultRates.NONE);
  }

  /** The same with another fleet. */
  public FleetConfig withFleet(Fleet other) {
    return new FleetConfig(other, life, schedule, topics, faults);
  }

  /** The same with other lives. */
  public FleetConfig withLife(Life other) {
    return new FleetConfig(fleet, other, schedule, topics, faults);
  }

  /** The same with another schedule. */
  public FleetConfig withSchedule(Schedule other) {
    return new FleetConfig(fleet, life, other, topics, faults);
  }

  /** The same with other topics. */
  public FleetConfig withTopics(Topics other) {
    return new FleetConfig(fleet, life, schedule, other, faults);
  }

  /** The same with other fault rates. */
  public FleetConfig withFaults(FaultRates other) {
    return new FleetConfig(fleet, life, schedule, topics, other);
  }

  /**
   * The engines.
   *
   * @param devices how many, from 1
   * @param prefix what ids start with; a number of at least four digits from 0001 follows
   * @param seed the same seed gives the same messages in the same order
   * @param regimes how many of {@link OperatingPoint#REGIMES} are flown, 1 to 6
   * @param runningShare of the devices that have not failed when history ends, 0 to 1
   */
  public record Fleet(int devices, String prefix, long seed, int regimes, double runningShare) {
    /** Checks the limits stated above. */
    public Fleet {
      requireNonNull(prefix, "prefix");
      int known = OperatingPoint.REGIMES.size();
      check(devices > 0, "devices", devices, "> 0");
      check(prefix.matches("[A-Za-z0-9._-]*"), "prefix", prefix, "letters, digits, '.', '_', '-'");
      check(regimes >= 1 && regimes <= known, "regimes", regimes, "1 to " + known);
      check(
          runningShare >= 0 && runningShare <= 1, "running-share", runningShare, "0 <= share <= 1");
    }

    /** How many devices have not failed when history ends. */
    public int runningDevices() {
      return (int) Math.round(devices * runningShare);
    }
  }

  /**
   * How long engines last, in cycles; each draws its life evenly from this range.
   *
   * @param min shortest life, at least 10
   * @param max longest life
   */
  public record Life(int min, int max) {
    /** Checks the limits stated above. */
    public Life {
      check(min >= 10, "life.min", min, ">= 10");
      check(max >= min, "life.max", max, ">= life.min = " + min);
    }
  }

  /**
   * When engines fly.
   *
   * @param first event time at which the first engine can fly its first cycle, whole seconds
   * @param cycle from one cycle to the next, at least a second
   * @param startSpread engines that fail in history start evenly spread over this long
   * @param allowedLateness a row is late in the truth if it is behind by more than this
   */
  public record Schedule(
      Instant first, Duration cycle, Duration startSpread, Duration allowedLateness) {
    /** Checks the limits stated above. */
    public Schedule {
      requireNonNull(first, "first");
      requireNonNull(cycle, "cycle");
      requireNonNull(startSpread, "startSpread");
      requireNonNull(allowedLateness, "allowedLateness");
      check(first.equals(first.truncatedTo(SECONDS)), "first", first, "whole seconds");
      check(
          cycle.toSeconds() > 0 && cycle.toNanosPart() == 0, "cycle", cycle, "whole seconds, > 0");
      check(!startSpread.isNegative(), "start-spread", startSpread, ">= 0");
      check(!allowedLateness.isNegative(), "allowed-lateness", allowedLateness, ">= 0");
    }
  }

  /**
   * Where messages go.
   *
   * @param telemetry topic of readings
   * @param events topic of failures
   */
  public record Topics(String telemetry, String events) {
    /** Checks that nothing is null. */
    public Topics {
      requireNonNull(telemetry, "telemetry");
      requireNonNull(events, "events");
    }
  }

  /**
   * How often a reading goes wrong, each in [0, 1); at most one of the first four happens to a
   * reading, so together they are below 1.
   *
   * @param duplicateRate sent twice, at once or a few messages later
   * @param lateRate overtaken by one to five later messages of its device
   * @param brokenRate replaced by a message that cannot become a row
   * @param dropRate never sent
   * @param missingRate one sensor is null, of the readings that are neither broken nor dropped
   */
  public record FaultRates(
      double duplicateRate,
      double lateRate,
      double brokenRate,
      double dropRate,
      double missingRate) {
    /** Nothing goes wrong. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0);

    /** Checks the limits stated above. */
    public FaultRates {
      checkRate("duplicate-rate", duplicateRate);
      checkRate("late-rate", lateRate);
      checkRate("broken-rate", brokenRate);
      checkRate("drop-rate", dropRate);
      checkRate("missing-rate", missingRate);
      double sum = duplicateRate + lateRate + brokenRate + dropRate;
      check(sum < 1, "duplicate-rate + late-rate + broken-rate + drop-rate", sum, "< 1");
    }

    private static void checkRate(String name, double rate) {
      check(rate >= 0 && rate < 1, name, rate, "0 <= rate < 1");
    }
  }

  private static void check(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, found, expected));
    }
  }
}
