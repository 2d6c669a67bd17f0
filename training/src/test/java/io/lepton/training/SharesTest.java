package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void largestFirstToTheWorkerWithLeast() {
    Shares shares = Shares.of(sizes(3, 9, 5, 4, 2), 2);
    assertThat(shares.windows()).containsExactly(12, 11); // 9 + 3 and 5 + 4 + 2
    assertThat(shares.getPartition(id(1))).isZero();
    assertThat(shares.getPartition(id(0))).isZero();
    assertThat(shares.getPartition(id(4))).isEqualTo(1);
  }

  @Test
  void theOrderSegmentsArriveInDoesNotMatter() {
    List<SegmentSize> segments = new ArrayList<>(sizes(4, 4, 4, 4, 7, 1));
    Shares shares = Shares.of(segments, 3);
    Collections.reverse(segments);
    Shares others = Shares.of(segments, 3);
    for (int i = 0; i < 6; i++) {
      assertThat(others.getPartition(id(i))).isEqualTo(shares.getPartition(id(i)));
    }
  }

  @Test
  void fewerSegmentsMeanFewerWorkers() {
    assertThat(Shares.of(sizes(1, 1), 4).numPartitions()).isEqualTo(2);
    assertThat(Shares.of(List.of(), 4).numPartitions()).isZero();
  }

  @Test
  void refusesTheSameSegmentTwice() {
    List<SegmentSize> twice = List.of(sizes(3).get(0), sizes(3).get(0));
    assertThatThrownBy(() -> Shares.of(twice, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment: SegmentId[deviceId=pump-7, number=0] (expected: once, not twice)");
  }

  private static SegmentId id(int number) {
    return new SegmentId("pump-7", number);
  }

  private static List<SegmentSize> sizes(int... windows) {
    List<SegmentSize> sizes = new ArrayList<>();
    for (int size : windows) {
      sizes.add(new SegmentSize(id(sizes.size()), size));
    }
    return sizes;
  }
}
