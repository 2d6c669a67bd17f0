package io.lepton.training.alarm;

/**
 * Something that was wrong with a device, both ends included, in microseconds since 1970 UTC.
 *
 * @param from when it began
 * @param until when it was over; the same for a failure
 */
public record Incident(long from, long until) {
  /** Checks the order. */
  public Incident {
    if (until < from) {
      throw new IllegalArgumentException(
          "until: %d (expected: not before %d)".formatted(until, from));
    }
  }

  /** Whether it was going on. */
  public boolean covers(long time) {
    return time >= from && time <= until;
  }
}
