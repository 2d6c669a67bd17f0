package io.lepton.lake.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a text becomes a value.
 *
 * @param expected what to tell when it does not; empty if the exception tells it
 * @param neutral what stands in for the value until the problems are printed
 * @param convert may throw; which exceptions are the text's fault, {@link ReadState} knows
 */
record ValueForm<T>(String expected, T neutral, Function<String, T> convert) {
  static final ValueForm<String> TEXT = new ValueForm<>("text", "", text -> text);
  static final ValueForm<Integer> INTEGER =
      new ValueForm<>("a whole number", 0, text -> new BigDecimal(text).intValueExact());
  static final ValueForm<Long> LONG =
      new ValueForm<>("a whole number", 0L, text -> new BigDecimal(text).longValueExact());
  static final ValueForm<Double> NUMBER = new ValueForm<>("a number", 0.0, ValueForm::finite);
  static final ValueForm<Boolean> BOOL =
      new ValueForm<>("true or false", false, ValueForm::trueOrFalse);
  static final ValueForm<Duration> DURATION =
      new ValueForm<>("a duration such as '30 seconds'", Duration.ZERO, ValueForm::duration);
  static final ValueForm<Instant> INSTANT =
      new ValueForm<>("a time such as '2026-01-01T00:00:00Z'", Instant.EPOCH, Instant::parse);

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("\\s*-?\\d+(\\.\\d+)?\\s*[a-z]+\\s*");

  static <T> ValueForm<T> parsedBy(Function<String, T> parser) {
    return new ValueForm<>("", null, parser);
  }

  static <E extends Enum<E>> ValueForm<E> oneOf(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(constant -> "'" + kebab(constant) + "'").toList();
    Function<String, E> convert =
        text ->
            constants.stream()
                .filter(constant -> kebab(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    return new ValueForm<>(alternatives(names), constants.get(0), convert);
  }

  /** What to tell when there is no text to convert. */
  String toldExpected() {
    return expected.isEmpty() ? TEXT.expected : expected;
  }

  /** What to tell of a text that was refused. */
  String problem(String found, RuntimeException refusal) {
    if (!expected.isEmpty()) {
      return found + " (expected: " + expected + ")";
    }
    String message = refusal.getMessage();
    if (message == null || found.equals(Redaction.HIDDEN)) {
      return found + " was refused";
    }
    // a parser that quotes the text already made a whole sentence
    return message.contains(found) ? message : found + ": " + message;
  }

  static boolean isScalar(ConfigValue value) {
    return value.valueType() != ConfigValueType.OBJECT
        && value.valueType() != ConfigValueType.LIST
        && value.valueType() != ConfigValueType.NULL;
  }

  /** The text of a scalar as it was written: 1.10 stays 1.10. */
  static String text(ConfigValue scalar) {
    return isScalar(scalar)
        ? scalar.atKey("value").getString("value")
        : String.valueOf(scalar.unwrapped());
  }

  /** {@code a, b or c}. */
  static String alternatives(List<String> texts) {
    int last = texts.size() - 1;
    return last == 0
        ? texts.get(0)
        : String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double finite(String text) {
    double number = new BigDecimal(text).doubleValue();
    if (Double.isInfinite(number)) {
      throw new ArithmeticException("too large");
    }
    return number;
  }

  private static boolean trueOrFalse(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Duration duration(String text) {
    // Typesafe Config takes a bare number as milliseconds; nobody who reads the file knows that
    if (!NUMBER_AND_UNIT.matcher(text).matches()) {
      throw new IllegalArgumentException("no unit");
    }
    return ConfigValueFactory.fromAnyRef(text).atKey("value").getDuration("value");
  }
}
