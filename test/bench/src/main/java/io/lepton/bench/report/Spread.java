package io.lepton.bench.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A few measurements of the same thing.
 *
 * @param median the middle one
 * @param min the smallest
 * @param max the largest
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public record Spread(double median, double min, double max) {
  /** The spread of at least one value. */
  public static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** The spread of a single measurement: none. */
  public static Spread of(double value) {
    return new Spread(value, value, value);
  }

  /** {@code median (min-max)}. */
  public String text(String number) {
    return String.format(
        Locale.ROOT, number + " (" + number + " - " + number + ")", median, min, max);
  }
}
