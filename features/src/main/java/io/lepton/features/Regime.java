package io.lepton.features;

import java.io.Serializable;
import java.util.List;

/**
 * One way of operating a device, with the statistics of the training readings taken in it.
 *
 * @param center the settings, standardised
 * @param mean mean of each channel
 * @param deviation standard deviation of each channel; 0 for one that does not move
 */
public record Regime(List<Double> center, List<Double> mean, List<Double> deviation)
    implements Serializable {
  /** Copies what it is given. */
  public Regime {
    center = List.copyOf(center);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }
}
