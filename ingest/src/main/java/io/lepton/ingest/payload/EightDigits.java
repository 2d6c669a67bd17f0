package io.lepton.ingest.payload;

/**
 * Reads up to eight decimal digits at once, without a branch for each. Their bytes are one long,
 * the first in its lowest bits.
 */
final class EightDigits {
  /** The powers of ten by how many digits there are. */
  static final long[] POWERS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What makes a high bit of each byte that is ten or more. */
  private static final long TO_HIGH_BIT = 0x7676767676767676L;

  private EightDigits() {}

  /** How many of the bytes are digits, up to the first that is none. */
  static int count(long bytes) {
    long digits = bytes ^ ZEROS;
    // a carry reaches only bytes after one that is no digit
    long others = ((digits + TO_HIGH_BIT) | digits) & HIGH_BITS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The number that the first so many bytes are, which are digits. */
  static long value(long bytes, int count) {
    // two shifts, because one by 64 bits is none
    int unused = Long.SIZE - count * Byte.SIZE;
    long digits = (bytes ^ ZEROS) << (unused / 2) << (unused - unused / 2);
    long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
    long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
    return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
  }
}
