package io.lepton.jobs.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Event time as whole days, hours or minutes since the day began, so that ticks are round. */
public final class EventTimeAxis {
  private final Instant start;
  private final ChronoUnit unit;
  private final DateTimeFormatter format;

  private EventTimeAxis(Instant start, ChronoUnit unit, String pattern) {
    this.start = start;
    this.unit = unit;
    this.format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** An axis that shows these times. */
  public static EventTimeAxis over(Instant first, Instant last) {
    Duration span = Duration.between(first, last);
    Instant start = first.truncatedTo(ChronoUnit.DAYS);
    if (span.toDays() > 6) {
      return new EventTimeAxis(start, ChronoUnit.DAYS, "d MMM yyyy");
    }
    if (span.toHours() > 6) {
      return new EventTimeAxis(start, ChronoUnit.HOURS, "d MMM HH:mm");
    }
    return new EventTimeAxis(
        first.truncatedTo(ChronoUnit.HOURS), ChronoUnit.MINUTES, "d MMM HH:mm");
  }

  /** Where a time is on it. */
  public double at(Instant time) {
    return (double) start.until(time, ChronoUnit.MILLIS) / unit.getDuration().toMillis();
  }

  /** What is written at a place of it. */
  public String label(double at) {
    return format.format(start.plusMillis(Math.round(at * unit.getDuration().toMillis())));
  }
}
