package io.lepton.features.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One device with hourly readings. */
class LabelTest {
  private static final long HOUR = 3_600_000_000L;

  private record Hourly(int readings, long[] events, int breakAt) implements History {
    @Override
    public long time(int reading) {
      return reading * HOUR;
    }

    @Override
    public long known(int reading) {
      return time(reading);
    }

    @Override
    public double labelValue(int reading) {
      return reading == 3 ? Double.NaN : reading % 2;
    }

    @Override
    public boolean unbroken(int reading, int later) {
      return reading >= breakAt || later < breakAt;
    }
  }

  @Test
  void aRemainingLifeIsTheTimeToTheNextFailureUpToTheCap() {
    Label label = new RemainingLife("failure", 20, Duration.ofHours(1), "hours");
    History history = new Hourly(60, new long[] {10 * HOUR, 50 * HOUR}, 0);
    assertThat(label.truth(history, 4)).contains(new Truth(6, 10 * HOUR));
    assertThat(label.truth(history, 10)).contains(new Truth(0, 10 * HOUR));
    assertThat(label.truth(history, 11)).contains(new Truth(20, 50 * HOUR));
    assertThat(label.truth(history, 51)).as("no failure follows").isEmpty();
    assertThat(label.meaning(-3)).as("a life is never negative").isZero();
  }

  @Test
  void aFailureWithinAHorizonIsUnknownWhereTheDeviceWasNotWatchedSoLong() {
    Label label = new FailureWithin("failure", Duration.ofHours(3));
    History history = new Hourly(20, new long[] {10 * HOUR}, 0);
    assertThat(label.truth(history, 6)).as("not yet").contains(new Truth(0, 9 * HOUR));
    assertThat(label.truth(history, 7)).contains(new Truth(1, 10 * HOUR));
    assertThat(label.truth(history, 10)).as("over").contains(new Truth(0, 13 * HOUR));
    assertThat(label.truth(history, 16)).contains(new Truth(0, 19 * HOUR));
    assertThat(label.truth(history, 17)).isEqualTo(Optional.empty());
  }

  @Test
  void aForecastNeedsTheNextReadingsWithoutABreak() {
    Label label = Forecast.absolute(List.of("load"), 2);
    History history = new Hourly(10, new long[0], 5);
    assertThat(label.truth(history, 2)).contains(new Truth(0, 4 * HOUR));
    assertThat(label.truth(history, 3)).as("over the break").isEmpty();
    assertThat(label.truth(history, 7)).contains(new Truth(0, 9 * HOUR));
    assertThat(label.truth(history, 8)).as("beyond the end").isEmpty();
  }

  @Test
  void aClassIsKnownWithItsReading() {
    Label label = new ClassColumn("state", List.of("ok", "bad"));
    History history = new Hourly(10, new long[0], 0);
    assertThat(label.truth(history, 1)).contains(new Truth(1, HOUR));
    assertThat(label.truth(history, 3)).as("no such class").isEmpty();
  }
}
