package io.lepton.ingest.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers as RFC 8259 writes them. Holds the last one that was scanned; not safe for two
 * threads.
 */
final class JsonNumber {
  /** A long without sign holds any 19 digits. */
  private static final int MAX_DIGITS = 19;

  /** Up to here every whole number is a double. */
  private static final long MAX_EXACT = 1L << 53;

  /** The powers of ten that are doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Beyond any exponent that makes a difference, and far from overflow. */
  private static final int MAX_EXPONENT = 1_000_000_000;

  private static final int MICRO_DIGITS = 6;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int from;
  private int to;
  private boolean negative;
  private int wholeDigits;
  private int fractionDigits;
  private int exponent;

  /** All digits as one number; of more than {@link #MAX_DIGITS} of no use. */
  private long significand;

  /** Whether it has neither a fraction nor an exponent. */
  private boolean whole;

  /**
   * Reads a number.
   *
   * @return the place after it, or the bitwise complement of where it stops being one
   */
  int scan(byte[] source, int start, int limit) {
    int at = start;
    boolean minus = at < limit && source[at] == '-';
    if (minus) {
      at++;
    }
    int first = at;
    long sum = 0;
    while (at < limit && isDigit(source[at])) {
      sum = sum * 10 + (source[at] - '0');
      at++;
    }
    int digits = at - first;
    if (digits == 0) {
      return ~at;
    }
    if (digits > 1 && source[first] == '0') {
      return ~(first + 1);
    }
    int fraction = 0;
    if (at < limit && source[at] == '.') {
      int point = at++;
      if (limit - at >= Long.BYTES) {
        long eight = (long) EIGHT_BYTES.get(source, at);
        int count = EightDigits.count(eight);
        sum = sum * EightDigits.POWERS[count] + EightDigits.value(eight, count);
        at += count;
      }
      while (at < limit && isDigit(source[at])) {
        sum = sum * 10 + (source[at] - '0');
        at++;
      }
      fraction = at - point - 1;
      if (fraction == 0) {
        return ~at;
      }
    }
    bytes = source;
    from = start;
    negative = minus;
    wholeDigits = digits;
    fractionDigits = fraction;
    significand = sum;
    exponent = 0;
    whole = fraction == 0;
    to = at;
    return at < limit && (source[at] | 0x20) == 'e' ? scanExponent(source, at + 1, limit) : at;
  }

  private int scanExponent(byte[] source, int start, int limit) {
    int at = start;
    boolean minus = at < limit && source[at] == '-';
    if (at < limit && (minus || source[at] == '+')) {
      at++;
    }
    int first = at;
    int sum = 0;
    while (at < limit && isDigit(source[at])) {
      sum = sum >= MAX_EXPONENT / 10 ? MAX_EXPONENT : sum * 10 + (source[at] - '0');
      at++;
    }
    exponent = minus ? -sum : sum;
    whole = false;
    to = at;
    return at == first ? ~at : at;
  }

  private static boolean isDigit(byte character) {
    return (character - '0' & 0xFFFF) <= 9;
  }

  /** The nearest double, the same as {@link Double#parseDouble} has; infinite if too large. */
  double value() {
    int power = exponent - fractionDigits;
    boolean exact = wholeDigits + fractionDigits <= MAX_DIGITS;
    if (exact && significand >= 0 && significand <= MAX_EXACT && Math.abs(power) < POWERS.length) {
      // both sides are exact, so that there is one rounding only
      double size = power < 0 ? significand / POWERS[-power] : significand * POWERS[power];
      return negative ? -size : size;
    }
    double size = exact && significand != 0 ? NearestDouble.of(significand, power) : Double.NaN;
    if (Double.isNaN(size)) {
      return Double.parseDouble(toString());
    }
    return negative ? -size : size;
  }

  /** Whether it is a whole number, written as one, of 64 bits. */
  boolean isLong() {
    return whole
        && wholeDigits <= MAX_DIGITS
        && (significand >= 0 || (negative && significand == Long.MIN_VALUE));
  }

  /** Whether it is written as a whole number, however large. */
  boolean isWhole() {
    return whole;
  }

  /** The number, if {@link #isLong}. */
  long longValue() {
    return negative ? -significand : significand;
  }

  /**
   * A million times the number, in whole numbers, rounded down.
   *
   * @throws ArithmeticException if it does not fit
   */
  long millionfold() {
    long wanted = (long) wholeDigits + exponent + MICRO_DIGITS;
    long taken = 0;
    long result = 0;
    boolean restIsZero = true;
    int digitsEnd = from + (negative ? 1 : 0) + wholeDigits + fractionDigits;
    digitsEnd += fractionDigits > 0 ? 1 : 0;
    for (int i = from + (negative ? 1 : 0); i < digitsEnd; i++) {
      if (bytes[i] == '.') {
        continue;
      }
      int digit = bytes[i] - '0';
      if (taken < wanted) {
        result = Math.addExact(Math.multiplyExact(result, 10L), digit);
        taken++;
      } else {
        restIsZero &= digit == 0;
      }
    }
    // ends soon: a result other than zero overflows after 19 steps
    for (; taken < wanted && result > 0; taken++) {
      result = Math.multiplyExact(result, 10L);
    }
    return negative ? -result - (restIsZero ? 0 : 1) : result;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
