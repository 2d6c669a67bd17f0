package io.lepton.scoring.alert;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What every rule says of itself.
 *
 * @param rule its name, by which alerts are told apart
 * @param severity of its alerts
 * @param action what to do about one; may be empty
 */
public record About(String rule, Severity severity, String action) implements Serializable {
  /** Checks the name. */
  public About {
    requireNonNull(severity, "severity");
    requireNonNull(action, "action");
    if (!rule.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "name: '%s' (expected: letters, digits, '-', '_' and '.')".formatted(rule));
    }
  }

  static About read(ConfigReader in) {
    String severity = in.optionalString("severity").orElse("warning");
    return new About(in.string("name"), severity(severity), in.optionalString("action").orElse(""));
  }

  private static Severity severity(String text) {
    List<Severity> all = List.of(Severity.values());
    return all.stream()
        .filter(severity -> code(severity).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "severity: '%s' (expected: one of %s)"
                        .formatted(
                            text,
                            Arrays.stream(Severity.values())
                                .map(About::code)
                                .collect(Collectors.joining(", ")))));
  }

  private static String code(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** The severity as it is written. */
  public String severityCode() {
    return code(severity);
  }
}
