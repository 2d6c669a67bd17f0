package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads times as {@link OffsetDateTime#parse} does, the common ones without making objects. */
final class IsoTime {
  /** No time that {@link #common} reads. */
  private static final long OTHER = Long.MIN_VALUE;

  private static final int MICROS = 1_000_000;

  /** Length of {@code 2026-01-01T05:00:00}. */
  private static final int SECONDS_END = 19;

  private static final int MAX_FRACTION = 9;
  private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int NOT_A_NUMBER = 1000;

  private IsoTime() {}

  /**
   * The time in microseconds since 1970 UTC, rounded down.
   *
   * @throws DateTimeParseException if it is none
   * @throws ArithmeticException if 64 bits do not hold it
   */
  static long micros(byte[] bytes, int from, int to) {
    long micros = common(bytes, from, to);
    if (micros != OTHER) {
      return micros;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    Instant instant = OffsetDateTime.parse(text).toInstant();
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), (long) MICROS), instant.getNano() / 1000);
  }

  /** Reads {@code yyyy-MM-ddTHH:mm:ss[.fraction](Z|+HH:mm|-HH:mm)}. */
  private static long common(byte[] b, int from, int to) {
    if (to - from <= SECONDS_END
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || b[from + 10] != 'T'
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return OTHER;
    }
    int century = two(b, from);
    int yearOfCentury = two(b, from + 2);
    int month = two(b, from + 5);
    int day = two(b, from + 8);
    int hour = two(b, from + 11);
    int minute = two(b, from + 14);
    int second = two(b, from + 17);
    int year = century * 100 + yearOfCentury;
    if (century == NOT_A_NUMBER
        || yearOfCentury == NOT_A_NUMBER
        || !isDay(year, month, day)
        || hour > 23
        || minute > 59
        || second > 59) {
      return OTHER;
    }
    long seconds = days(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second;
    return withRest(seconds, b, from + SECONDS_END, to);
  }

  /** Adds fraction and offset. */
  private static long withRest(long seconds, byte[] b, int from, int to) {
    int at = from;
    int micros = 0;
    if (b[at] == '.') {
      at++;
      int unit = MICROS / 10;
      while (at < to && b[at] >= '0' && b[at] <= '9') {
        micros += (b[at] - '0') * unit;
        unit /= 10;
        at++;
      }
      if (at == from + 1 || at - from - 1 > MAX_FRACTION) {
        return OTHER;
      }
    }
    if (at + 1 == to && b[at] == 'Z') {
      return seconds * MICROS + micros;
    }
    if (at + 6 != to || (b[at] != '+' && b[at] != '-') || b[at + 3] != ':') {
      return OTHER;
    }
    int hours = two(b, at + 1);
    int minutes = two(b, at + 4);
    if (hours > 17 || minutes > 59) {
      return OTHER;
    }
    int offset = hours * 3600 + minutes * 60;
    return (b[at] == '+' ? seconds - offset : seconds + offset) * MICROS + micros;
  }

  private static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NOT_A_NUMBER;
  }

  private static boolean isDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= (month == 2 && leap ? 29 : MONTH_DAYS[month - 1]);
  }

  /** Days since 1970, in years that begin in March, so that the leap day is the last one. */
  private static long days(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int monthsSinceMarch = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * monthsSinceMarch + 2) / 5 + day - 1;
    int leapDays =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    // 719468 days from the first of March of the year 0 to 1970
    return marchYear * 365L + leapDays + dayOfYear - 719_468;
  }
}
