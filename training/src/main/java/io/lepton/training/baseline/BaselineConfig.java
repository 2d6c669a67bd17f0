package io.lepton.training.baseline;

import io.lepton.lake.config.ConfigReader;
import java.util.List;
import java.util.Locale;

/**
 * Which simple models a network is measured beside.
 *
 * @param kinds each at most once; none of them is fine
 * @param windows about how many training windows they are fitted on, at most
 * @param trees in an ensemble
 * @param seed picks those windows, and what trees are grown from
 */
public record BaselineConfig(List<BaselineKind> kinds, int windows, int trees, long seed) {
  /** Checks the number and that no kind comes twice. */
  public BaselineConfig {
    kinds = List.copyOf(kinds);
    if (kinds.stream().distinct().count() < kinds.size()) {
      throw new IllegalArgumentException("kinds: %s (expected: each once)".formatted(kinds));
    }
    if (windows < 1) {
      throw new IllegalArgumentException("windows: %d (expected: > 0)".formatted(windows));
    }
    if (trees < 1) {
      throw new IllegalArgumentException("trees: %d (expected: > 0)".formatted(trees));
    }
  }

  /** Reads the section {@code training.baselines}. */
  public static BaselineConfig read(ConfigReader in) {
    List<String> kinds = in.strings("kinds");
    int windows = in.integer("windows");
    int trees = in.integer("trees");
    long seed = in.longNumber("seed");
    return new BaselineConfig(
        kinds.stream().map(BaselineConfig::kind).toList(), windows, trees, seed);
  }

  private static BaselineKind kind(String name) {
    for (BaselineKind kind : BaselineKind.values()) {
      if (name.equals(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kinds: '%s' (expected: some of linear, boosted-trees)".formatted(name));
  }
}
