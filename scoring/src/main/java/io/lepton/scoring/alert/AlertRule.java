package io.lepton.scoring.alert;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** When somebody has to be told; each kind is a record. */
public sealed interface AlertRule extends Serializable permits PredictionRule, StateRule {
  /** What it says of itself. */
  About about();

  /** Reads one of {@code alerts.rules}. */
  static AlertRule read(ConfigReader in, PredictionRule.Defaults defaults) {
    String kind = in.string("kind");
    for (PredictionRule.Kind known : PredictionRule.Kind.values()) {
      if (known.code().equals(kind)) {
        return PredictionRule.read(in, known, defaults);
      }
    }
    for (StateRule.Kind known : StateRule.Kind.values()) {
      if (known.code().equals(kind)) {
        return StateRule.read(in, known);
      }
    }
    // which other keys belong here nobody knows
    List.of("name", "severity", "action", "below", "above", "clear-above", "clear-below")
        .forEach(in::has);
    List.of("readings", "quiet", "of", "for", "window").forEach(in::has);
    throw new IllegalArgumentException(
        "kind: '%s' (expected: one of %s)".formatted(kind, String.join(", ", kinds())));
  }

  private static List<String> kinds() {
    return Stream.concat(
            Arrays.stream(PredictionRule.Kind.values()).map(PredictionRule.Kind::code),
            Arrays.stream(StateRule.Kind.values()).map(StateRule.Kind::code))
        .toList();
  }
}
