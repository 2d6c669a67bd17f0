package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** How a cell tells an event time. */
@FunctionalInterface
public interface TimeFormat {
  /**
   * Reads one cell.
   *
   * @throws java.time.DateTimeException if it is no time
   * @throws ArithmeticException if it is a number that is no time
   * @throws NumberFormatException if a number is expected and it is none
   */
  Instant parse(String cell);

  /** ISO 8601, with a blank for the T if one likes; UTC where no offset stands. */
  static TimeFormat iso() {
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ENGLISH);
    return cell -> instant(format, cell, ZoneOffset.UTC);
  }

  /** A pattern of {@link DateTimeFormatter}, in English; UTC where it has no offset. */
  static TimeFormat pattern(String pattern) {
    return pattern(pattern, ZoneOffset.UTC);
  }

  /** A pattern of {@link DateTimeFormatter}, in English; the zone is taken where it has none. */
  static TimeFormat pattern(String pattern, ZoneId zone) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return cell -> instant(format, cell, zone);
  }

  /** Seconds since 1970, with a fraction if one likes. */
  static TimeFormat epochSeconds() {
    return cell -> epoch(new BigDecimal(cell));
  }

  /** Milliseconds since 1970. */
  static TimeFormat epochMillis() {
    return cell -> epoch(new BigDecimal(cell).movePointLeft(3));
  }

  /** A whole number of steps since the origin. */
  static TimeFormat steps(Instant origin, Duration step) {
    requireNonNull(origin, "origin");
    requireNonNull(step, "step");
    return cell -> origin.plus(step.multipliedBy(new BigDecimal(cell).longValueExact()));
  }

  private static Instant instant(DateTimeFormatter format, String cell, ZoneId zone) {
    TemporalAccessor parsed =
        format.parseBest(cell, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    LocalDateTime local =
        parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
    return local.atZone(zone).toInstant();
  }

  private static Instant epoch(BigDecimal seconds) {
    // a huge exponent would cost as many digits
    if ((long) seconds.precision() - seconds.scale() > 12 || seconds.scale() > 40) {
      throw new ArithmeticException("seconds: " + seconds + " (expected: at most 12 digits)");
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }
}
