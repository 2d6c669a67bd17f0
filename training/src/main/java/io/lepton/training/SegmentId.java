package io.lepton.training;

import io.lepton.features.Segment;
import java.io.Serializable;
import java.util.Comparator;

/** Which segment of which device. */
record SegmentId(String deviceId, int number) implements Serializable, Comparable<SegmentId> {
  private static final Comparator<SegmentId> ORDER =
      Comparator.comparing(SegmentId::deviceId).thenComparingInt(SegmentId::number);

  static SegmentId of(Segment segment) {
    return new SegmentId(segment.deviceId(), segment.number());
  }

  @Override
  public int compareTo(SegmentId other) {
    return ORDER.compare(this, other);
  }
}
