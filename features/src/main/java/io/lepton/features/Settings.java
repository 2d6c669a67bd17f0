package io.lepton.features;

import java.io.Serializable;
import java.util.List;

/**
 * Columns of silver that tell how a device is operated, and how they are standardised.
 *
 * @param columns their names
 * @param mean mean of each
 * @param deviation standard deviation of each; 1 for one that does not move
 */
public record Settings(List<String> columns, List<Double> mean, List<Double> deviation)
    implements Serializable {
  /** A fleet that is operated in one way. */
  public static final Settings NONE = new Settings(List.of(), List.of(), List.of());

  /** Copies what it is given. */
  public Settings {
    columns = List.copyOf(columns);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }
}
