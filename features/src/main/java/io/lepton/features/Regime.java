package io.lepton.features;

import java.io.Serializable;
import java.util.List;

/**
 * One way of operating a device, and how numbers are scaled in it: {@code (x - offset) / unit}.
 *
 * @param center the settings, standardised
 * @param offset of each input
 * @param unit of each input; 0 for one that does not move, which becomes 0
 * @param fill the mean of each input, scaled: stands in for a value nobody knows
 */
public record Regime(List<Double> center, List<Double> offset, List<Double> unit, List<Double> fill)
    implements Serializable {
  /** Copies what it is given. */
  public Regime {
    center = List.copyOf(center);
    offset = List.copyOf(offset);
    unit = List.copyOf(unit);
    fill = List.copyOf(fill);
  }
}
