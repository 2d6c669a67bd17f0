package io.lepton.ingest.payload;

/** Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /**
   * Where the character ends that begins here.
   *
   * @return the place after it, or -1 if it is none or goes on beyond the limit
   */
  static int end(byte[] bytes, int from, int limit) {
    int first = bytes[from];
    if (first >= 0) {
      return from + 1;
    }
    int length = first >= (byte) 0xF0 ? 4 : first >= (byte) 0xE0 ? 3 : 2;
    if (first < (byte) 0xC2 || first > (byte) 0xF4 || from + length > limit) {
      return -1;
    }
    int second = bytes[from + 1] & 0xFF;
    if (second < leastSecond(first) || second > greatestSecond(first)) {
      return -1;
    }
    for (int i = from + 2; i < from + length; i++) {
      if (bytes[i] >= (byte) 0xC0) {
        return -1;
      }
    }
    return from + length;
  }

  private static int leastSecond(int first) {
    return first == (byte) 0xE0 ? 0xA0 : first == (byte) 0xF0 ? 0x90 : 0x80;
  }

  private static int greatestSecond(int first) {
    return first == (byte) 0xED ? 0x9F : first == (byte) 0xF4 ? 0x8F : 0xBF;
  }

  /**
   * Writes a character.
   *
   * @param codePoint any but a surrogate
   * @return the place after it
   */
  static int put(int codePoint, byte[] into, int at) {
    int end = at;
    if (codePoint < 0x80) {
      into[end++] = (byte) codePoint;
      return end;
    }
    if (codePoint < 0x800) {
      into[end++] = (byte) (0xC0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        into[end++] = (byte) (0xE0 | codePoint >> 12);
      } else {
        into[end++] = (byte) (0xF0 | codePoint >> 18);
        into[end++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
      }
      into[end++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
    }
    into[end++] = (byte) (0x80 | (codePoint & 0x3F));
    return end;
  }
}
