package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Exponential smoothing of a channel (Brown 1956): {@code s = alpha * x + (1 - alpha) * s},
 * starting with the first reading.
 *
 * @param of the channel
 * @param alpha weight of the newest reading, in (0, 1)
 */
public record Smoothed(String of, double alpha) implements Derivation {
  /** Checks the weight. */
  public Smoothed {
    requireNonNull(of, "of");
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha: %s (expected: 0 < alpha < 1)".formatted(alpha));
    }
  }

  @Override
  public Optional<String> channel() {
    return Optional.of(of);
  }

  @Override
  public Deriver deriver() {
    return new State(alpha);
  }

  private static final class State implements Deriver {
    private final double alpha;
    private double smoothed = Double.NaN;

    State(double alpha) {
      this.alpha = alpha;
    }

    @Override
    public double next(long time, double value) {
      smoothed = Double.isNaN(smoothed) ? value : alpha * value + (1 - alpha) * smoothed;
      return smoothed;
    }

    @Override
    public void restart() {
      smoothed = Double.NaN;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeDouble(smoothed);
    }

    @Override
    public void read(DataInput in) throws IOException {
      smoothed = in.readDouble();
    }
  }
}
