package io.lepton.lake.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamTriggerTest {
  @Test
  void readsAvailableNowAndDurations() {
    assertThat(StreamTrigger.parse("available-now").every()).isEmpty();
    assertThat(StreamTrigger.parse("30 seconds").every()).contains(Duration.ofSeconds(30));
    assertThat(StreamTrigger.parse("5s").every()).contains(Duration.ofSeconds(5));
  }

  @Test
  void refusesWhatHasNoUnit() {
    for (String text : new String[] {"hourly", "30", "-5 seconds", ""}) {
      assertThatThrownBy(() -> StreamTrigger.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'%s' (expected: 'available-now' or a duration such as '30 seconds')", text);
    }
  }
}
