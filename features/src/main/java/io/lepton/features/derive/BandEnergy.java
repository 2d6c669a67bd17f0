package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Mean power of a channel within a band of frequencies over its last readings: the sum of the
 * squared magnitudes of the band's terms of the discrete Fourier transform, both halves of the
 * spectrum, divided by the squared length (Parseval: over all bands it adds up to the variance).
 * The mean is taken off first; 0 until there are enough readings.
 *
 * @param of the channel
 * @param over readings
 * @param low lower edge of the band, included, as a share of the sampling frequency
 * @param high upper edge of the band, not included save 0.5
 */
public record BandEnergy(String of, int over, double low, double high) implements Derivation {
  /** Checks the band. */
  public BandEnergy {
    requireNonNull(of, "of");
    Lengths.check("over", over, 4);
    if (!(low >= 0 && low < high && high <= 0.5)) {
      throw new IllegalArgumentException(
          "low: %s, high: %s (expected: 0 <= low < high <= 0.5, shares of the sampling frequency)"
              .formatted(low, high));
    }
    if (terms(over, low, high).length == 0) {
      throw new IllegalArgumentException(
          "low: %s, high: %s (expected: a band that holds a multiple of 1 / over = %s)"
              .formatted(low, high, 1.0 / over));
    }
  }

  @Override
  public Optional<String> channel() {
    return Optional.of(of);
  }

  @Override
  public Deriver deriver() {
    return new State(over, terms(over, low, high));
  }

  private static int[] terms(int over, double low, double high) {
    return java.util.stream.IntStream.rangeClosed(1, over / 2)
        .filter(k -> k >= low * over && (k < high * over || high == 0.5))
        .toArray();
  }

  private static final class State extends RingDeriver {
    private final int over;
    private final int[] terms;
    private final double[] cosine;
    private final double[] sine;

    State(int over, int[] terms) {
      super(over);
      this.over = over;
      this.terms = terms;
      this.cosine = new double[over];
      this.sine = new double[over];
      for (int i = 0; i < over; i++) {
        // the same bits on every machine
        cosine[i] = StrictMath.cos(2 * Math.PI * i / over);
        sine[i] = StrictMath.sin(2 * Math.PI * i / over);
      }
    }

    @Override
    double of(Ring last) {
      if (!last.isFull()) {
        return 0;
      }
      double sum = 0;
      for (int i = 0; i < over; i++) {
        sum += last.at(i);
      }
      double mean = sum / over;
      double energy = 0;
      for (int term : terms) {
        energy += power(last, term, mean) * (2 * term == over ? 1 : 2);
      }
      return energy / ((double) over * over);
    }

    private double power(Ring last, int term, double mean) {
      double real = 0;
      double imaginary = 0;
      int angle = 0;
      for (int i = 0; i < over; i++) {
        double value = last.at(i) - mean;
        real += value * cosine[angle];
        imaginary += value * sine[angle];
        angle = (angle + term) % over;
      }
      return real * real + imaginary * imaginary;
    }
  }
}
