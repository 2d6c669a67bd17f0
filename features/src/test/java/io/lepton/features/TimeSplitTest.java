package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Validation from hour 100, test from hour 200, both after an embargo of 10 hours. */
class TimeSplitTest {
  private static final long HOUR = 3_600_000_000L;
  private static final TimeSplit TIMES =
      new TimeSplit(hour(100), hour(200), hour(300), Duration.ofHours(10));

  @Test
  void aWindowIsWhereItsLastReadingAndItsLabelAre() {
    assertThat(TIMES.of(80 * HOUR, 89 * HOUR)).contains(Split.TRAIN);
    assertThat(TIMES.of(100 * HOUR, 150 * HOUR)).contains(Split.VALIDATION);
    assertThat(TIMES.of(200 * HOUR, 299 * HOUR)).contains(Split.TEST);
  }

  @Test
  void aLabelThatWasKnownInTheNextPartBelongsToNone() {
    assertThat(TIMES.of(50 * HOUR, 120 * HOUR)).isEmpty();
    assertThat(TIMES.of(150 * HOUR, 201 * HOUR)).isEmpty();
    assertThat(TIMES.of(250 * HOUR, 300 * HOUR)).isEmpty();
  }

  @Test
  void theEmbargoBelongsToNone() {
    assertThat(TIMES.of(90 * HOUR, 90 * HOUR)).isEmpty();
    assertThat(TIMES.of(195 * HOUR, 195 * HOUR)).isEmpty();
  }

  @Test
  void aDeviceThatIsHeldOutTrainsAtNoTime() {
    SplitConfig split = new SplitConfig(1, 0, 0, List.of("test-.*"), TIMES);
    assertThat(ReadingParts.of(split, "pump").at(50 * HOUR, 50 * HOUR)).contains(Split.TRAIN);
    assertThat(ReadingParts.of(split, "test-1").at(50 * HOUR, 50 * HOUR)).isEmpty();
    assertThat(ReadingParts.of(split, "test-1").at(250 * HOUR, 250 * HOUR)).contains(Split.TEST);
    assertThat(ReadingParts.of(split, "pump").at(250 * HOUR, 250 * HOUR)).isEmpty();
  }

  @Test
  void refusesTimesOutOfOrder() {
    assertThatThrownBy(() -> new TimeSplit(hour(2), hour(1), hour(3), Duration.ZERO))
        .hasMessageContaining("(expected: in this order)");
  }

  private static Instant hour(int hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour));
  }
}
