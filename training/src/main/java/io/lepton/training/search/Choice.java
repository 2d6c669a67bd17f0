package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What one setting may be; a value is a text as {@code --set} takes it. */
public sealed interface Choice permits Choice.Listed, Choice.Range {
  /**
   * The value at a place.
   *
   * @param place from 0 up to, but not including, 1; where it is uniform, the value is drawn as the
   *     choice says
   */
  String at(double place);

  /**
   * One of a list, each as often.
   *
   * @param values at least one
   */
  record Listed(List<String> values) implements Choice {
    /** Checks that there are any. */
    public Listed {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("[] (expected: at least one value)");
      }
    }

    @Override
    public String at(double place) {
      return values.get((int) (place * values.size()));
    }
  }

  /** What is uniform over a range. */
  enum Scale {
    /** The number. */
    LINEAR,
    /** Its logarithm. */
    LOG
  }

  /**
   * A number of a range. Whole numbers include both ends; others have five significant digits, so
   * that they are the same in a file and in a table.
   *
   * @param from the least
   * @param to the greatest
   * @param scale what is uniform
   * @param whole whether only whole numbers will do
   */
  record Range(double from, double to, Scale scale, boolean whole) implements Choice {
    private static final MathContext DIGITS = new MathContext(5);

    /** Checks the ends. */
    public Range {
      requireNonNull(scale, "scale");
      if (!(from < to)) {
        throw new IllegalArgumentException(
            "to: %s (expected: above from = %s)".formatted(to, from));
      }
      if (scale == Scale.LOG && from <= 0) {
        throw new IllegalArgumentException(
            "from: %s (expected: above 0, for scale = log)".formatted(from));
      }
    }

    /** Reads {@code { from, to, scale }}; ends written without a point mean whole numbers. */
    static Range read(ConfigReader in) {
      double from = in.number("from");
      double to = in.number("to");
      boolean whole = isWhole(in.string("from")) && isWhole(in.string("to"));
      return new Range(
          from, to, in.has("scale") ? in.oneOf("scale", Scale.class) : Scale.LINEAR, whole);
    }

    private static boolean isWhole(String text) {
      return text.strip().matches("-?\\d+");
    }

    @Override
    public String at(double place) {
      if (whole) {
        // each whole number stands for what lies between it and the next
        return Long.toString((long) Math.min(to, Math.floor(between(to + 1, place))));
      }
      double rounded = BigDecimal.valueOf(between(to, place)).round(DIGITS).doubleValue();
      BigDecimal value = BigDecimal.valueOf(Math.min(to, Math.max(from, rounded)));
      BigDecimal shortest = value.stripTrailingZeros();
      return shortest.scale() < 0 ? shortest.toPlainString() : shortest.toString();
    }

    private double between(double end, double place) {
      return scale == Scale.LINEAR
          ? from + place * (end - from)
          : from * Math.pow(end / from, place);
    }
  }
}
