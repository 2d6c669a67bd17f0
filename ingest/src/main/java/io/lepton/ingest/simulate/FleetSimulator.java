package io.lepton.ingest.simulate;

import static java.util.Objects.requireNonNull;

import io.lepton.ingest.publish.Message;
import io.lepton.ingest.simulate.FleetConfig.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Messages of a fleet of engines, first its history, then what follows.
 *
 * <p>History ends at an event time that is the same for all: {@link #now()}. By then most engines
 * have failed; the others are between 40 and 90 % of their lives, and {@link #live()} takes them
 * from there to their failures. Over all devices cycles are flown in order of event time. Messages
 * come in that order, too, but for those delivered late or again.
 *
 * <p>The same config gives the same messages. Fault rates change what is delivered, never what was
 * read. Memory is a small state per device. Not safe for use by several threads.
 */
public final class FleetSimulator {
  private static final double EARLIEST_PAUSE = 0.4; // shares of the life
  private static final double LATEST_PAUSE = 0.9;

  private final FleetConfig config;
  private final SimulationTruth truth;
  private final List<DeviceFeed> feeds = new ArrayList<>();
  private Phase phase = Phase.NEW;

  private enum Phase {
    NEW,
    HISTORY,
    PAUSED,
    LIVE
  }

  /** Builds the fleet; nothing flies yet. */
  public FleetSimulator(FleetConfig config) {
    this.config = requireNonNull(config, "config");
    this.truth = new SimulationTruth(config.schedule().allowedLateness());
    Engine.Plant plant = Engine.Plant.of(config);
    SplittableRandom random = new SplittableRandom(config.fleet().seed());
    int devices = config.fleet().devices();
    int running = config.fleet().runningDevices();
    for (int number = 1; number <= devices; number++) {
      // each draw keeps the rest exact: in the end just so many are running
      boolean runs = random.nextInt(devices - number + 1) < running;
      running -= runs ? 1 : 0;
      SplittableRandom own = random.split();
      Engine engine = new Engine(plant, random.split());
      String device = "%s%04d".formatted(config.fleet().prefix(), number);
      DeviceFeed.Plan plan = runs ? running(device, engine, own) : failing(device, engine, own);
      DeviceFeed feed = new DeviceFeed(plan, engine, config, own);
      feeds.add(feed);
      truth.add(feed.truth());
    }
  }

  /** What holds for the messages taken so far; one object that changes with them. */
  public SimulationTruth truth() {
    return truth;
  }

  /** Event time at which history ends: all of history is earlier, nothing in live is. */
  public Instant now() {
    Schedule schedule = config.schedule();
    Duration longest = schedule.cycle().multipliedBy(config.life().max());
    return schedule.first().plusSeconds(schedule.startSpread().toSeconds()).plus(longest);
  }

  /**
   * All messages before {@link #now()}. It is exhausted once {@code hasNext()} said so.
   *
   * @throws IllegalStateException when called again
   */
  public Iterator<Message> history() {
    require(Phase.NEW, "history() once, before live()");
    phase = Phase.HISTORY;
    return new Flight(feeds, Phase.PAUSED);
  }

  /**
   * All messages from {@link #now()} until the last engine has failed; the caller sets the pace.
   *
   * @throws IllegalStateException before {@link #history()} is exhausted, and when called again
   */
  public Iterator<Message> live() {
    require(Phase.PAUSED, "live() once, after history() is exhausted");
    phase = Phase.LIVE;
    List<DeviceFeed> running = feeds.stream().filter(feed -> !feed.hasFailed()).toList();
    running.forEach(DeviceFeed::resume);
    return new Flight(running, Phase.LIVE);
  }

  private void require(Phase expected, String rule) {
    if (phase != expected) {
      throw new IllegalStateException("phase: %s (expected: %s)".formatted(phase, rule));
    }
  }

  private DeviceFeed.Plan failing(String device, Engine engine, SplittableRandom random) {
    Schedule schedule = config.schedule();
    long delay = random.nextLong(schedule.startSpread().toSeconds() + 1);
    return new DeviceFeed.Plan(device, schedule.first().plusSeconds(delay), engine.law().failure());
  }

  /** Starts such that its pause comes in the last cycle's length before now. */
  private DeviceFeed.Plan running(String device, Engine engine, SplittableRandom random) {
    Duration cycle = config.schedule().cycle();
    int pause = (int) (engine.law().failure() * random.nextDouble(EARLIEST_PAUSE, LATEST_PAUSE));
    Instant last = now().minusSeconds(1 + random.nextLong(cycle.toSeconds()));
    return new DeviceFeed.Plan(device, last.minus(cycle.multipliedBy(pause - 1L)), pause);
  }

  /** Flies feeds until all are paused; counts each message when it is taken. */
  private final class Flight implements Iterator<Message> {
    private final Queue<DeviceFeed> due =
        new PriorityQueue<>(
            Comparator.comparing(DeviceFeed::nextTime)
                .thenComparing(feed -> feed.truth().device()));
    private final Queue<Outgoing> ready = new ArrayDeque<>();
    private final Phase after;

    Flight(Collection<DeviceFeed> feeds, Phase after) {
      due.addAll(feeds);
      this.after = after;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !due.isEmpty()) {
        DeviceFeed feed = due.remove();
        if (!feed.step(ready::add)) {
          truth.countDropped();
        }
        if (!feed.isPaused()) {
          due.add(feed);
        }
      }
      if (ready.isEmpty() && phase == Phase.HISTORY) {
        phase = after;
      }
      return !ready.isEmpty();
    }

    @Override
    public Message next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more messages in this phase");
      }
      Outgoing outgoing = ready.remove();
      truth.count(outgoing);
      return outgoing.message();
    }
  }
}
