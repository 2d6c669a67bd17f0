package io.lepton.features.label;

import io.lepton.lake.config.ConfigReader;
import java.util.List;
import java.util.Optional;

/**
 * The next readings of some channels, cut from the readings themselves, in scaled units.
 *
 * @param channels features to foresee
 * @param steps readings after the window's last one
 */
public record Forecast(List<String> channels, int steps) implements Label {
  static final String KIND = "forecast";

  /** Copies the list and checks the sizes. */
  public Forecast {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels: [] (expected: at least one)");
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps: %d (expected: > 0)".formatted(steps));
    }
  }

  static Forecast read(ConfigReader in) {
    return new Forecast(in.strings("channels"), in.integer("steps"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Task task() {
    return Task.FORECAST;
  }

  @Override
  public String unitName() {
    return "standard deviations";
  }

  @Override
  public int ahead() {
    return steps;
  }

  @Override
  public Optional<Truth> truth(History history, int reading) {
    int last = reading + steps;
    return last < history.readings() && history.unbroken(reading, last)
        ? Optional.of(new Truth(0, history.known(last)))
        : Optional.empty();
  }
}
