package io.lepton.training;

/** The short checks of the records in this package. */
final class Check {
  private Check() {}

  static void positive(String name, int value) {
    argument(value > 0, name, value, "> 0");
  }

  static void positive(String name, double value) {
    argument(value > 0 && Double.isFinite(value), name, value, "> 0");
  }

  static void argument(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, found, expected));
    }
  }
}
