package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitConfigTest {
  @Test
  void dividesDevicesInTheStatedShares() {
    SplitConfig split = new SplitConfig(3, 0.2, 0.3, List.of(), TimeSplit.NONE);
    Map<Split, Long> devices =
        IntStream.range(0, 10_000)
            .mapToObj(i -> split.of("device-" + i))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(devices.get(Split.VALIDATION)).isBetween(1850L, 2150L);
    assertThat(devices.get(Split.TEST)).isBetween(2850L, 3150L);
  }

  @Test
  void namesTestDevicesByPattern() {
    SplitConfig split = new SplitConfig(3, 0, 0, List.of("test-.*"), TimeSplit.NONE);
    assertThat(split.of("test-001")).isEqualTo(Split.TEST);
    assertThat(split.of("train-001")).isEqualTo(Split.TRAIN);
  }

  @Test
  void refusesSharesThatLeaveNothingToTrainOn() {
    assertThatThrownBy(() -> new SplitConfig(3, 0.5, 0.5, List.of(), TimeSplit.NONE))
        .hasMessage("test: 0.5 (expected: 0 <= share < 1 - validation)");
    assertThatThrownBy(() -> new SplitConfig(3, 0.5, 0, List.of("("), TimeSplit.NONE))
        .hasMessage("test-devices: '(' (expected: a regular expression)");
  }
}
