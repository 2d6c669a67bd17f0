package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A channel's value less the one some readings before; 0 where there is none.
 *
 * @param of the channel
 * @param over how many readings before
 */
public record Difference(String of, int over) implements Derivation {
  /** Checks the length. */
  public Difference {
    requireNonNull(of, "of");
    Lengths.check("over", over, 1);
  }

  @Override
  public Optional<String> channel() {
    return Optional.of(of);
  }

  @Override
  public Deriver deriver() {
    Ring values = new Ring(over + 1);
    return new Deriver() {
      @Override
      public double next(long time, double value) {
        values.add(value);
        return values.isFull() ? value - values.at(0) : 0;
      }

      @Override
      public void restart() {
        values.clear();
      }

      @Override
      public void write(DataOutput out) throws IOException {
        values.write(out);
      }

      @Override
      public void read(DataInput in) throws IOException {
        values.read(in);
      }
    };
  }
}
