package io.lepton.ingest.payload;

import java.util.Arrays;

/** Escapes in the texts of JSON. */
final class JsonText {
  private static final String PLAIN = "\"\\/";
  private static final String SHORT = "bfnrt";
  private static final String MEANT = "\b\f\n\r\t";

  /** Length of a backslash, a u and four digits. */
  private static final int UNICODE_LENGTH = 6;

  private JsonText() {}

  /**
   * Where the escape ends that begins here with a backslash; two that make up one character are
   * one.
   *
   * @return the place after it, or -1 if it is none
   */
  static int escapeEnd(byte[] bytes, int from) {
    if (from + 1 >= bytes.length) {
      return -1;
    }
    int character = bytes[from + 1];
    if (character != 'u') {
      return PLAIN.indexOf(character) >= 0 || SHORT.indexOf(character) >= 0 ? from + 2 : -1;
    }
    int unit = unit(bytes, from);
    int end = from + UNICODE_LENGTH;
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return -1;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return end;
    }
    int low = unit(bytes, end);
    return low >= 0 && Character.isLowSurrogate((char) low) ? end + UNICODE_LENGTH : -1;
  }

  /** The 16 bits of an escape; -1 if it is none. */
  private static int unit(byte[] bytes, int from) {
    if (from + UNICODE_LENGTH > bytes.length || bytes[from] != '\\' || bytes[from + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = from + 2; i < from + UNICODE_LENGTH; i++) {
      // of all characters of one byte, and other bytes are negative
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** What a text means, in UTF-8; its escapes are known to be right. */
  static byte[] decoded(byte[] bytes, int from, int to) {
    byte[] result = new byte[to - from];
    int size = 0;
    int at = from;
    while (at < to) {
      if (bytes[at] != '\\') {
        result[size++] = bytes[at++];
        continue;
      }
      int end = escapeEnd(bytes, at);
      size = Utf8.put(meant(bytes, at, end), result, size);
      at = end;
    }
    return Arrays.copyOf(result, size);
  }

  private static int meant(byte[] bytes, int from, int end) {
    if (end - from == 2) {
      int index = SHORT.indexOf(bytes[from + 1]);
      return index < 0 ? bytes[from + 1] : MEANT.charAt(index);
    }
    int unit = unit(bytes, from);
    return end - from == UNICODE_LENGTH
        ? unit
        : Character.toCodePoint((char) unit, (char) unit(bytes, from + UNICODE_LENGTH));
  }
}
