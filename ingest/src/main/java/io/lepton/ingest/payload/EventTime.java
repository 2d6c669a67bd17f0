package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;

/** Makes microseconds since 1970 UTC of event times as a configuration wants them written. */
final class EventTime {
  private final String path;
  private final PayloadSpec.TimeFormat format;

  EventTime(PayloadSpec spec) {
    path = spec.time();
    format = spec.timeFormat();
  }

  /** Whether times are text; else they are numbers. */
  boolean isText() {
    return format == PayloadSpec.TimeFormat.ISO;
  }

  /** How a time looks, for people. */
  String expected() {
    return switch (format) {
      case ISO -> "a time such as 2026-01-01T05:00:00Z";
      case EPOCH_SECONDS -> "a number of seconds since 1970";
      case EPOCH_MILLIS -> "a whole number of milliseconds since 1970";
      case EPOCH_MICROS -> "a whole number of microseconds since 1970";
    };
  }

  /** Reads a time that is text in valid UTF-8. */
  long micros(byte[] bytes, int from, int to) throws RejectedException {
    try {
      return IsoTime.micros(bytes, from, to);
    } catch (DateTimeParseException e) {
      throw Rejections.wrongType(path, text(bytes, from, to), expected());
    } catch (ArithmeticException e) {
      throw tooFar(text(bytes, from, to));
    }
  }

  /** Reads a time that is a number. */
  long micros(JsonNumber number) throws RejectedException {
    if (format != PayloadSpec.TimeFormat.EPOCH_SECONDS && !number.isWhole()) {
      throw Rejections.wrongType(path, number.toString(), expected());
    }
    try {
      return switch (format) {
        case EPOCH_SECONDS -> number.millionfold();
        case EPOCH_MILLIS -> Math.multiplyExact(whole(number), 1000L);
        case EPOCH_MICROS -> whole(number);
        case ISO -> throw new IllegalStateException("a number (expected: ISO text)");
      };
    } catch (ArithmeticException e) {
      throw tooFar(number.toString());
    }
  }

  private static long whole(JsonNumber number) {
    if (!number.isLong()) {
      throw new ArithmeticException("more than 64 bits");
    }
    return number.longValue();
  }

  private RejectedException tooFar(String found) {
    return new RejectedException(
        Reason.OUT_OF_RANGE,
        "'%s' is %s (expected: a time from 1970 to 2200)"
            .formatted(path, Rejections.shortened(found)));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
