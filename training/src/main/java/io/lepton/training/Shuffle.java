package io.lepton.training;

import java.util.function.IntUnaryOperator;

/**
 * A shuffled order of {@code 0..size-1} that needs no memory and starts anywhere: a worker that
 * takes up an epoch in its middle pays nothing for what comes before.
 *
 * <p>A Feistel network is a bijection of the next power of four; numbers beyond the size are sent
 * through it again.
 */
final class Shuffle implements IntUnaryOperator {
  private static final int ROUNDS = 6;

  private final int size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  Shuffle(int size, long seed) {
    this.size = size;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
    this.halfBits = (bits + 1) / 2;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = mix(seed, round);
    }
  }

  /** A seed of its own for each place where a number is drawn. */
  static long seed(long seed, int... place) {
    long mixed = seed;
    for (int part : place) {
      mixed = mix(mixed, part);
    }
    return mixed;
  }

  @Override
  public int applyAsInt(int position) {
    long number = position;
    do {
      number = permute(number);
    } while (number >= size);
    return (int) number;
  }

  private long permute(long number) {
    long mask = (1L << halfBits) - 1;
    long left = number >>> halfBits;
    long right = number & mask;
    for (long key : keys) {
      long next = left ^ (mix(key, right) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  // the finaliser of SplittableRandom
  private static long mix(long seed, long value) {
    long z = seed + (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
