package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.features.derive.Derivation;
import java.io.Serializable;

/**
 * A derived feature and how it is scaled: {@code (x - offset) / unit}.
 *
 * @param name its name
 * @param from what it is made of
 * @param offset fitted on the training readings
 * @param unit fitted on the training readings; 0 for one that does not move, which becomes 0
 */
public record DerivedFeature(String name, Derivation from, double offset, double unit)
    implements Serializable {
  /** Checks that nothing is null. */
  public DerivedFeature {
    requireNonNull(name, "name");
    requireNonNull(from, "from");
  }

  DerivedFeature scaled(double fittedOffset, double fittedUnit) {
    return new DerivedFeature(name, from, fittedOffset, fittedUnit);
  }
}
