package io.lepton.ingest.simulate;

import io.lepton.ingest.publish.Message;
import io.lepton.ingest.simulate.FleetConfig.FaultRates;
import io.lepton.ingest.simulate.Outgoing.Kind;
import io.lepton.ingest.simulate.Payload.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One device on the air: flies cycle by cycle and sends what the faults leave of it. */
final class DeviceFeed {
  private static final int MOST_OVERTAKING = 5; // later messages that pass a late one
  private static final int MOST_BETWEEN = 3; // messages between the two of a duplicate

  private final Engine engine;
  private final RandomGenerator random; // faults only, so that they do not change the readings
  private final FleetConfig config;
  private final DeviceTruth truth;
  private final Instant start;
  private final List<Held> held = new ArrayList<>();
  private int cycle = 1;
  private int pause;

  /** Who flies from when: the {@code start} of cycle 1, in history up to cycle {@code pause}. */
  record Plan(String device, Instant start, int pause) {}

  /** A message that waits until {@code remaining} more of its device have gone. */
  private static final class Held {
    private final Outgoing outgoing;
    private int remaining;

    Held(Outgoing outgoing, int remaining) {
      this.outgoing = outgoing;
      this.remaining = remaining;
    }
  }

  DeviceFeed(Plan plan, Engine engine, FleetConfig config, RandomGenerator random) {
    this.engine = engine;
    this.config = config;
    this.random = random;
    this.start = plan.start();
    this.pause = plan.pause();
    WearLaw law = engine.law();
    this.truth =
        new DeviceTruth(
            plan.device(), engine.mode(), law.onset(), law.failure(), timeOf(law.failure()));
  }

  DeviceTruth truth() {
    return truth;
  }

  /** Event time of the next cycle. */
  Instant nextTime() {
    return timeOf(cycle);
  }

  boolean isPaused() {
    return cycle > pause;
  }

  boolean hasFailed() {
    return cycle > truth.failureCycle();
  }

  /** Lets the device run to its failure. */
  void resume() {
    pause = truth.failureCycle();
  }

  /**
   * Flies the next cycle and sends what comes of it, nothing held back past the pause.
   *
   * @return whether the reading went out or will; false if it was dropped
   */
  boolean step(Consumer<Outgoing> out) {
    boolean kept = send(out);
    if (cycle == pause) {
      held.forEach(message -> out.accept(message.outgoing));
      held.clear();
    }
    if (cycle == truth.failureCycle()) {
      out.accept(outgoing(Kind.EVENT, config.topics().events(), Payload.failure(truth)));
    }
    cycle++;
    return kept;
  }

  private boolean send(Consumer<Outgoing> out) {
    Reading reading = new Reading(truth.device(), nextTime(), cycle, engine.fly(cycle));
    FaultRates rates = config.faults();
    double draw = random.nextDouble();
    boolean isFinal = cycle == truth.failureCycle();
    double bound = rates.dropRate();
    if (draw < bound && !isFinal) {
      return false;
    }
    bound += rates.brokenRate();
    if (draw < bound && !isFinal) {
      pass(broken(reading), out);
      return true;
    }
    Outgoing good = good(reading);
    bound += rates.lateRate();
    if (draw < bound && cycle < pause) {
      held.add(new Held(good, random.nextInt(1, MOST_OVERTAKING + 1)));
      return true;
    }
    if (draw >= bound && draw < bound + rates.duplicateRate()) {
      duplicate(good, out);
    } else {
      pass(good, out);
    }
    return true;
  }

  private void duplicate(Outgoing good, Consumer<Outgoing> out) {
    int between = random.nextInt(MOST_BETWEEN + 1);
    Outgoing again = new Outgoing(good.message(), Kind.DUPLICATE, good.time(), "");
    pass(good, out);
    if (between == 0) {
      out.accept(again);
    } else {
      held.add(new Held(again, between));
    }
  }

  /** Sends a message, then those that have waited long enough for it to overtake them. */
  private void pass(Outgoing outgoing, Consumer<Outgoing> out) {
    out.accept(outgoing);
    for (Iterator<Held> waiting = held.iterator(); waiting.hasNext(); ) {
      Held next = waiting.next();
      next.remaining--;
      if (next.remaining == 0) {
        out.accept(next.outgoing);
        waiting.remove();
      }
    }
  }

  private Outgoing good(Reading reading) {
    String topic = config.topics().telemetry();
    if (random.nextDouble() < config.faults().missingRate()) {
      byte[] value = Payload.without(Payload.anySensor(random), reading);
      return outgoing(Kind.GOOD_WITH_GAP, topic, value);
    }
    return outgoing(Kind.GOOD, topic, Payload.good(reading));
  }

  private Outgoing broken(Reading reading) {
    Flaw flaw = Flaw.values()[random.nextInt(Flaw.values().length)];
    byte[] value = Payload.broken(flaw, reading, random);
    Message message = new Message(config.topics().telemetry(), truth.device(), value);
    return new Outgoing(message, Kind.BROKEN, reading.time(), flaw.reason());
  }

  private Outgoing outgoing(Kind kind, String topic, byte[] value) {
    return new Outgoing(new Message(topic, truth.device(), value), kind, nextTime(), "");
  }

  private Instant timeOf(int flown) {
    Duration sinceStart = config.schedule().cycle().multipliedBy(flown - 1L);
    return start.plus(sinceStart);
  }
}
