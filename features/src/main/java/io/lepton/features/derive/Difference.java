package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

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
    return new RingDeriver(over + 1) {
      @Override
      double of(Ring last) {
        return last.isFull() ? last.at(over) - last.at(0) : 0;
      }
    };
  }
}
