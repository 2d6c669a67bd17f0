package io.lepton.features.derive;

/** Checks of how many readings a derivation looks back. */
final class Lengths {
  /** More would make each reading cost more than a window is worth. */
  private static final int MOST = 65_536;

  private Lengths() {}

  static void check(String key, int length, int least) {
    if (length < least || length > MOST) {
      throw new IllegalArgumentException(
          "%s: %d (expected: from %d to %d readings)".formatted(key, length, least, MOST));
    }
  }
}
