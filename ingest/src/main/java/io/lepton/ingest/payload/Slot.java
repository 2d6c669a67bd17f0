package io.lepton.ingest.payload;

/**
 * The place of a reading that one configured value goes to, for formats with typed values. A value
 * of a type that does not belong there is {@link Reason#WRONG_TYPE}, never converted by a guess.
 */
abstract class Slot {
  private static final int SHOWN = 40;

  private final String path;
  private final String expected;

  Slot(String path, String expected) {
    this.path = path;
    this.expected = expected;
  }

  /** A whole number. */
  void whole(long value, Filling into) {
    wrongType(Long.toString(value), into);
  }

  /** A whole number without a sign; one of 2^63 and more is too large for all but a double. */
  void unsigned(long bits, Filling into) {
    if (bits >= 0) {
      whole(bits, into);
    } else {
      outOfRange(Long.toUnsignedString(bits), into);
    }
  }

  /** A number with a fraction, NaN and the infinite ones included. */
  void number(double value, Filling into) {
    wrongType(Double.toString(value), into);
  }

  /** Text in UTF-8; the bytes are kept. */
  void text(byte[] utf8, Filling into) {
    wrongType("text", into);
  }

  /** Whether what no other method is for may come as text. */
  boolean takesAll() {
    return false;
  }

  /** Refuses a value of another type. */
  final void wrongType(String found, Filling into) {
    reject(Reason.WRONG_TYPE, found, into);
  }

  /** Refuses a value of the right type. */
  final void outOfRange(String found, Filling into) {
    reject(Reason.OUT_OF_RANGE, found, into);
  }

  private void reject(Reason reason, String found, Filling into) {
    String shown = found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
    into.reject(reason, "'%s' is %s (expected: %s)".formatted(path, shown, expected));
  }
}
