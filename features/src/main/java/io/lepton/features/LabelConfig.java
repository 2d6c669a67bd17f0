package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;

/**
 * The remaining useful life: time from a reading to the device's next failure, in units, capped.
 *
 * <p>The cap says that a healthy device looks the same whatever life it has left (Heimes 2008).
 *
 * @param event kind of the event that ends a life
 * @param cap largest label, in units
 * @param unit how long a unit is
 * @param unitName the unit in the plural, as people say it
 */
public record LabelConfig(String event, double cap, Duration unit, String unitName)
    implements Serializable {
  /** Checks the sizes. */
  public LabelConfig {
    requireNonNull(event, "event");
    requireNonNull(unitName, "unitName");
    if (!(cap > 0) || Double.isInfinite(cap)) {
      throw new IllegalArgumentException("cap: %s (expected: > 0)".formatted(cap));
    }
    if (unit.isZero() || unit.isNegative()) {
      throw new IllegalArgumentException("unit: %s (expected: > 0)".formatted(unit));
    }
  }

  static LabelConfig read(ConfigReader in) {
    return new LabelConfig(
        in.string("event"), in.number("cap"), in.duration("unit"), in.string("unit-name"));
  }

  /**
   * The label of a reading.
   *
   * @param eventTime when the reading was taken, in microseconds
   * @param failures the device's failures, ascending, in microseconds
   * @return units left, at most the cap; NaN if no failure follows
   */
  float label(long eventTime, long[] failures) {
    int next = Arrays.binarySearch(failures, eventTime);
    int index = next >= 0 ? next : -next - 1;
    if (index == failures.length) {
      return Float.NaN;
    }
    double units = (failures[index] - eventTime) / (unit.toNanos() / 1e3);
    return (float) Math.min(units, cap);
  }

  /** What a network's output means, in units; a life left is never negative. */
  public double prediction(float output) {
    return Math.max(0.0, output * cap);
  }
}
