package io.lepton.ingest.payload;

import java.math.BigInteger;

/**
 * The double nearest to a decimal number of up to 64 bits, by one multiplication with a power of
 * five of 128 bits. Where that is too coarse to tell which one is nearest, it says so.
 */
final class NearestDouble {
  /** Too coarse, or out of the range of normal doubles. */
  static final double UNKNOWN = Double.NaN;

  private static final int MIN_POWER = -342;
  private static final int MAX_POWER = 308;
  private static final int POWER_BITS = 128;
  private static final int MANTISSA_BITS = 53;
  private static final int MIN_EXPONENT = Double.MIN_EXPONENT - MANTISSA_BITS + 1;
  private static final int MAX_EXPONENT = Double.MAX_EXPONENT - MANTISSA_BITS;

  /** Powers of five, rounded down to 128 bits of which the first is set. */
  private static final long[] HIGH = new long[MAX_POWER - MIN_POWER + 1];

  private static final long[] LOW = new long[HIGH.length];

  /** The powers of two to multiply these with. */
  private static final int[] EXPONENTS = new int[HIGH.length];

  static {
    BigInteger five = BigInteger.valueOf(5);
    for (int i = 0; i < HIGH.length; i++) {
      int power = MIN_POWER + i;
      BigInteger size = five.pow(Math.abs(power));
      int shift;
      BigInteger bits;
      if (power >= 0) {
        shift = POWER_BITS - size.bitLength();
        bits = size.shiftLeft(shift);
      } else {
        shift = POWER_BITS + size.bitLength() - 1;
        bits = BigInteger.ONE.shiftLeft(shift).divide(size);
      }
      HIGH[i] = bits.shiftRight(Long.SIZE).longValue();
      LOW[i] = bits.longValue();
      EXPONENTS[i] = -shift;
    }
  }

  private NearestDouble() {}

  /**
   * The double nearest to {@code significand * 10^power}.
   *
   * @param significand without sign, not 0
   * @return {@link #UNKNOWN} if it cannot tell
   */
  static double of(long significand, int power) {
    if (power < MIN_POWER || power > MAX_POWER) {
      return UNKNOWN;
    }
    int index = power - MIN_POWER;
    int zeros = Long.numberOfLeadingZeros(significand);
    long factor = significand << zeros;
    // The upper 128 of 192 bits. The power was rounded down and the lowest 64 bits are left out, so
    // that the true product is less than 2 more.
    long low = factor * HIGH[index];
    long more = highProduct(factor, LOW[index]);
    long high = highProduct(factor, HIGH[index]);
    low += more;
    high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;

    int dropped = Long.SIZE - MANTISSA_BITS - Long.numberOfLeadingZeros(high);
    long rest = high & ((1L << dropped) - 1);
    long half = 1L << (dropped - 1);
    if ((rest == half && low == 0) || (rest == half - 1 && low == -1)) {
      return UNKNOWN;
    }
    long mantissa = (high >>> dropped) + (rest >= half ? 1 : 0);
    int exponent = dropped + POWER_BITS + EXPONENTS[index] + power - zeros;
    if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
      return UNKNOWN;
    }
    // a mantissa rounded up to the next power of two carries into the exponent, as it should
    return Double.longBitsToDouble(
        ((long) (exponent - MIN_EXPONENT) << (MANTISSA_BITS - 1)) + mantissa);
  }

  /** The upper 64 bits of the product of two numbers without sign. */
  private static long highProduct(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}
