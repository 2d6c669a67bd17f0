package io.lepton.features.derive;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one device has of a derivation. The same values in the same order give the same bits,
 * whether the state was written and read in between or not.
 */
public interface Deriver {
  /**
   * Takes the next value and gives the feature.
   *
   * @param time of the reading, in microseconds since 1970 UTC
   * @param value of the channel, scaled; nothing if the derivation has no channel
   */
  double next(long time, double value);

  /** An event of the derivation's kind. */
  default void event(long time) {}

  /** The next value does not follow the last one. */
  void restart();

  /** Writes the state. */
  void write(DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException;
}
