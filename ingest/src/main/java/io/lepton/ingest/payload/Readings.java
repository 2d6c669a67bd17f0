package io.lepton.ingest.payload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The readings of one message. The objects are reused; a reading holds until the next message. */
public final class Readings {
  /** A clock outside these is broken, and Spark's microseconds end before Java's instants do. */
  private static final Instant FIRST_TIME = Instant.EPOCH;

  private static final Instant LAST_TIME = Instant.parse("2200-01-01T00:00:00Z");
  private static final long LAST_MICROS = LAST_TIME.getEpochSecond() * 1_000_000;

  /** So many a message may have; a small one could name millions of empty ones. */
  private static final int MOST = 10_000;

  private final PayloadSpec spec;
  private final FieldSpec[] fields;
  private final List<Reading> readings = new ArrayList<>();
  private int size;

  /** Room for the readings of one message at a time. */
  public Readings(PayloadSpec spec) {
    this.spec = spec;
    this.fields = spec.fields().toArray(new FieldSpec[0]);
  }

  /** Forgets all readings. */
  public void clear() {
    size = 0;
  }

  /**
   * One more reading, empty.
   *
   * @throws RejectedException if the message has too many
   */
  public Reading add() throws RejectedException {
    if (size == MOST) {
      throw new RejectedException(
          Reason.TOO_LARGE, "more than %d readings (expected: fewer)".formatted(MOST));
    }
    if (size == readings.size()) {
      readings.add(new Reading(fields.length));
    }
    Reading reading = readings.get(size++);
    reading.clear();
    return reading;
  }

  /** One more reading, equal to another one of these. */
  public Reading addCopy(Reading other) throws RejectedException {
    Reading reading = add();
    reading.copy(other);
    return reading;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** One of them. */
  public Reading get(int index) {
    return readings.get(index);
  }

  /**
   * Checks each reading's presence and ranges.
   *
   * @throws RejectedException for the first one that may not pass; the message goes as a whole
   */
  public void check() throws RejectedException {
    for (int i = 0; i < size; i++) {
      check(readings.get(i));
    }
  }

  private void check(Reading reading) throws RejectedException {
    if (!reading.hasDevice()) {
      throw missing(spec.device());
    }
    if (!reading.hasTime()) {
      throw missing(spec.time());
    }
    if (reading.timeMicros() < 0 || reading.timeMicros() > LAST_MICROS) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE,
          "'%s' is %s (expected: %s to %s)"
              .formatted(spec.time(), written(reading.timeMicros()), FIRST_TIME, LAST_TIME));
    }
    if (spec.sequence().isPresent() && !reading.hasSequence()) {
      throw missing(spec.sequence().get());
    }
    for (int i = 0; i < fields.length; i++) {
      FieldSpec field = fields[i];
      double number = reading.number(i);
      byte[] text = reading.text(i);
      // A long reading is of one channel: it cannot have the others.
      if (spec.channel().isEmpty()
          && field.presence() == FieldSpec.Presence.REQUIRED
          && (field.type() == FieldSpec.Type.NUMBER
              ? Double.isNaN(number)
              : text == null || text.length == 0)) {
        throw missing(field.path());
      }
      if (!Double.isNaN(number) && !field.range().holds(number)) {
        throw new RejectedException(
            Reason.OUT_OF_RANGE,
            "'%s' is %s (expected: %s to %s)"
                .formatted(field.path(), number, field.range().min(), field.range().max()));
      }
    }
  }

  private static Instant written(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }

  private static RejectedException missing(String path) {
    return new RejectedException(
        Reason.MISSING_FIELD, "'%s' is missing (expected: a value)".formatted(path));
  }
}
