package io.lepton.training;

import io.lepton.features.Segment;
import java.io.Serializable;
import java.util.Comparator;

/** A segment without its readings: what the driver needs to share out the work. */
record SegmentSize(SegmentId id, int windows) implements Serializable {
  static final Comparator<SegmentSize> LARGEST_FIRST =
      Comparator.comparingInt(SegmentSize::windows).reversed().thenComparing(SegmentSize::id);

  static SegmentSize of(Segment segment) {
    return new SegmentSize(SegmentId.of(segment), segment.windows());
  }
}
