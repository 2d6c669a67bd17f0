package io.lepton.ingest.payload;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The event time. A type that is a time by itself says it; all else is what the format says. */
final class TimeSlot extends Slot {
  private static final long MICROS = 1_000_000;
  // seconds whose microseconds fit a long; Readings.check has the sensible limits
  private static final double MOST_SECONDS = 9e12;

  private final TimeFormat format;

  TimeSlot(String path, TimeFormat format) {
    super(path, expected(format));
    this.format = format;
  }

  private static String expected(TimeFormat format) {
    return switch (format) {
      case ISO -> "a time such as 2026-01-01T05:00:00Z";
      case EPOCH_SECONDS -> "seconds since 1970";
      case EPOCH_MILLIS -> "a whole number of milliseconds since 1970";
      case EPOCH_MICROS -> "a whole number of microseconds since 1970";
    };
  }

  @Override
  void whole(long value, Filling into) {
    switch (format) {
      case ISO -> super.whole(value, into);
      case EPOCH_SECONDS -> scaled(value, MICROS, into);
      case EPOCH_MILLIS -> scaled(value, 1_000, into);
      case EPOCH_MICROS -> into.reading().timeMicros(value);
    }
  }

  private void scaled(long value, long micros, Filling into) {
    if (Math.abs(value) <= Long.MAX_VALUE / micros && value != Long.MIN_VALUE) {
      into.reading().timeMicros(value * micros);
    } else {
      outOfRange(Long.toString(value), into);
    }
  }

  @Override
  void number(double value, Filling into) {
    if (format != TimeFormat.EPOCH_SECONDS) {
      super.number(value, into);
    } else if (Math.abs(value) <= MOST_SECONDS) {
      into.reading().timeMicros(Math.round(value * MICROS));
    } else {
      outOfRange(Double.toString(value), into);
    }
  }

  @Override
  void text(byte[] utf8, Filling into) {
    if (format != TimeFormat.ISO) {
      super.text(utf8, into);
      return;
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      seconds(time.getEpochSecond(), time.getNano(), into);
    } catch (DateTimeException e) {
      wrongType("'" + text + "'", into);
    }
  }

  /** Microseconds, of a type that is a time by itself. */
  void micros(long micros, Filling into) {
    into.reading().timeMicros(micros);
  }

  /** Milliseconds, of a type that is a time by itself. */
  void millis(long millis, Filling into) {
    scaled(millis, 1_000, into);
  }

  /** Seconds and nanoseconds, of a type that is a time by itself. */
  void seconds(long seconds, int nanos, Filling into) {
    if (nanos >= 0 && nanos < 1_000_000_000 && Math.abs((double) seconds) <= MOST_SECONDS) {
      into.reading().timeMicros(seconds * MICROS + nanos / 1_000);
    } else {
      outOfRange("%d s and %d ns".formatted(seconds, nanos), into);
    }
  }
}
