package io.lepton.training.baseline;

import io.lepton.features.Segment;
import java.io.Serializable;

/** A simple model that was fitted; it may be used by several threads at once. */
public interface Baseline extends Serializable {
  /**
   * What it says of a window, in the form of {@link io.lepton.features.Targets}; the window as it
   * was, also where it is a copy.
   *
   * @param segment where the window is
   * @param window its number in the segment
   */
  float[] output(Segment segment, int window);
}
