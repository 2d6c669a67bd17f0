package io.lepton.training;

import java.util.List;

/** The short checks of the records in this package. */
final class Check {
  private Check() {}

  static void positive(String name, int value) {
    argument(value > 0, name, value, "> 0");
  }

  static void positive(String name, double value) {
    argument(value > 0 && Double.isFinite(value), name, value, "> 0");
  }

  /** A copy of a list of sizes, which may be empty. */
  static List<Integer> allPositive(String name, List<Integer> values) {
    values.forEach(value -> positive(name, value));
    return List.copyOf(values);
  }

  /** A copy of a list of sizes. */
  static List<Integer> atLeastOne(String name, List<Integer> values) {
    argument(!values.isEmpty(), name, "[]", "at least one");
    return allPositive(name, values);
  }

  static void argument(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, found, expected));
    }
  }
}
