package io.lepton.features.label;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The remaining useful life: time from a reading to the device's next failure, in units, capped.
 * The life of a device that has not failed is not known.
 *
 * <p>The cap says that a healthy device looks the same whatever life it has left (Heimes 2008).
 *
 * @param ends kind of the event that ends a life
 * @param cap largest label, in units
 * @param unit how long a unit is
 * @param unitName the unit in the plural, as people say it
 */
public record RemainingLife(
    String ends,
    double cap,
    @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = IsoDuration.class)
        Duration unit,
    String unitName)
    implements Label {
  static final String KIND = "remaining-life";

  /** Checks the sizes. */
  public RemainingLife {
    requireNonNull(ends, "ends");
    requireNonNull(unitName, "unitName");
    if (!(cap > 0) || Double.isInfinite(cap)) {
      throw new IllegalArgumentException("cap: %s (expected: > 0)".formatted(cap));
    }
    if (unit.isZero() || unit.isNegative()) {
      throw new IllegalArgumentException("unit: %s (expected: > 0)".formatted(unit));
    }
  }

  static RemainingLife read(ConfigReader in) {
    return new RemainingLife(
        in.string("event"), in.number("cap"), in.duration("unit"), in.string("unit-name"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public Optional<String> event() {
    return Optional.of(ends);
  }

  @Override
  public boolean needsEvent() {
    return true;
  }

  @Override
  public double scale() {
    return cap;
  }

  @Override
  public double largest() {
    return cap;
  }

  /** A life left is never negative. */
  @Override
  public double meaning(double scaledBack) {
    return Math.max(0.0, scaledBack);
  }

  @Override
  public Optional<Truth> truth(History history, int reading) {
    long time = history.time(reading);
    long[] failures = history.events();
    int place = Arrays.binarySearch(failures, time);
    int next = place >= 0 ? place : -place - 1;
    if (next == failures.length) {
      return Optional.empty();
    }
    double units = (failures[next] - time) / (double) IsoDuration.micros(unit);
    return Optional.of(new Truth((float) Math.min(units, cap), failures[next]));
  }
}
