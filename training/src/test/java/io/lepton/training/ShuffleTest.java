package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void everyNumberComesOnceWhateverTheSize() {
    for (int size = 1; size <= 300; size++) {
      int[] order = IntStream.range(0, size).map(new Shuffle(size, size)).toArray();
      assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
    }
  }

  @Test
  void neighboursAreTornApart() {
    int size = 10_000;
    int[] order = IntStream.range(0, size).map(new Shuffle(size, 7)).toArray();
    double distance =
        IntStream.range(1, size)
            .mapToLong(i -> Math.abs(order[i] - order[i - 1]))
            .average()
            .orElse(0);
    // a third of the size, as for numbers drawn at random
    assertThat(distance).isBetween(0.32 * size, 0.35 * size);
  }

  @Test
  void anotherSeedIsAnotherOrder() {
    int[] first = IntStream.range(0, 100).map(new Shuffle(100, 1)).toArray();
    int[] second = IntStream.range(0, 100).map(new Shuffle(100, 2)).toArray();
    assertThat(first).isNotEqualTo(second);
    assertThat(Shuffle.seed(1, 2, 3)).isNotEqualTo(Shuffle.seed(1, 3, 2));
  }

  @Test
  void aLargeSizeNeedsNoMemory() {
    Shuffle shuffle = new Shuffle(Integer.MAX_VALUE, 1);
    assertThat(shuffle.applyAsInt(Integer.MAX_VALUE - 1)).isBetween(0, Integer.MAX_VALUE - 1);
  }
}
