package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * How many readings, or seconds, a device has had since its last event of a kind, or since its
 * first reading where there was none yet. A break does not end it.
 *
 * @param measure readings or seconds
 * @param since kind of the event; empty to count from the first reading always
 */
public record Since(Measure measure, String since) implements Derivation {
  /** What is counted. */
  public enum Measure {
    /** Readings. */
    READINGS,
    /** Seconds of event time. */
    SECONDS
  }

  /** Checks that nothing is null. */
  public Since {
    requireNonNull(measure, "measure");
    requireNonNull(since, "since");
  }

  @Override
  public Optional<String> channel() {
    return Optional.empty();
  }

  @Override
  public Optional<String> event() {
    return since.isEmpty() ? Optional.empty() : Optional.of(since);
  }

  @Override
  public Deriver deriver() {
    return new State(measure);
  }

  private static final class State implements Deriver {
    private static final long NOT_YET = Long.MIN_VALUE;

    private final Measure measure;
    private long start = NOT_YET;
    private long readings;

    State(Measure measure) {
      this.measure = measure;
    }

    @Override
    public double next(long time, double value) {
      if (start == NOT_YET) {
        start = time;
      }
      return measure == Measure.READINGS ? readings++ : (time - start) / 1e6;
    }

    @Override
    public void event(long time) {
      start = time;
      readings = 0;
    }

    @Override
    public void restart() {
      // time goes on while nothing is heard
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(start);
      out.writeLong(readings);
    }

    @Override
    public void read(DataInput in) throws IOException {
      start = in.readLong();
      readings = in.readLong();
    }
  }
}
