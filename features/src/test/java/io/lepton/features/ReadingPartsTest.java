package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Time is divided at hours 10, 20 and 30 since 1970, with an hour of embargo. */
class ReadingPartsTest {
  private static final TimeSplit TIMES =
      new TimeSplit(hour(10), hour(20), hour(30), Duration.ofHours(1));

  @Test
  void aReadingIsInThePartOfItsDevice() {
    SplitConfig split = new SplitConfig(1, 0, 0, List.of("spare-.*"), TimeSplit.NONE);
    assertThat(at(split, "spare-1", 5)).contains(Split.TEST);
    assertThat(at(split, "pump-1", 5)).contains(Split.TRAIN);
  }

  @Test
  void aReadingIsInThePartOfItsTime() {
    SplitConfig split = new SplitConfig(1, 0, 0, List.of(), TIMES);
    assertThat(at(split, "pump-1", 8)).contains(Split.TRAIN);
    assertThat(at(split, "pump-1", 9)).as("embargo").isEmpty();
    assertThat(at(split, "pump-1", 10)).contains(Split.VALIDATION);
    assertThat(at(split, "pump-1", 20)).contains(Split.TEST);
    assertThat(at(split, "pump-1", 30)).as("after all").isEmpty();
  }

  @Test
  void aReadingOnWhichDeviceAndTimeDisagreeIsInNoPart() {
    SplitConfig split = new SplitConfig(1, 0, 0, List.of("spare-.*"), TIMES);
    assertThat(at(split, "spare-1", 20)).contains(Split.TEST);
    assertThat(at(split, "spare-1", 8)).isEmpty();
    assertThat(at(split, "pump-1", 20)).isEmpty();
    assertThat(at(split, "pump-1", 8)).contains(Split.TRAIN);
  }

  private static Optional<Split> at(SplitConfig split, String device, int hour) {
    return ReadingParts.of(split, device).at(hour(hour).toEpochMilli() * 1000);
  }

  private static Instant hour(int hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour));
  }
}
