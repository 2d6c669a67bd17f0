package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;

/**
 * How numbers are scaled, with statistics of the training readings.
 *
 * @param kind which statistics
 * @param perRegime whether each regime has its own
 */
public record Scaling(Kind kind, boolean perRegime) implements Serializable {
  /** Which statistics stand for zero and for one. */
  public enum Kind {
    /** The mean, and the standard deviation. */
    Z_SCORE,
    /** The smallest value, and the distance to the largest. */
    MIN_MAX,
    /** The median, and the distance of the quartiles, from a sample. */
    ROBUST,
    /** Zero, and one: numbers stay as they are. */
    NONE
  }

  /** Checks that nothing is null. */
  public Scaling {
    requireNonNull(kind, "kind");
  }

  static Scaling read(ConfigReader in) {
    return new Scaling(in.oneOf("kind", Kind.class), in.bool("per-regime"));
  }
}
