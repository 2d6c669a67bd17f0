package io.lepton.lake.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as tables hold them: microseconds since 1970 UTC. */
public final class Micros {
  private Micros() {}

  /** The time of a count. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The count of a time; what is finer is left out. */
  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
