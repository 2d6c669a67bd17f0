package io.lepton.features.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lepton.lake.config.ConfigReader;
import java.util.List;
import java.util.Optional;

/**
 * The next readings of some channels, cut from the readings themselves, in scaled units.
 *
 * @param channels features to foresee
 * @param steps readings after the window's last one
 * @param relative whether a network sees these channels, and foresees them, relative to the
 *     window's last value (NLinear; Zeng et al. 2023, section 4). Models of before this was asked
 *     for are told no.
 */
public record Forecast(
    List<String> channels,
    int steps,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean relative)
    implements Label {
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

  /** A forecast of values as they are. */
  public static Forecast absolute(List<String> channels, int steps) {
    return new Forecast(channels, steps, false);
  }

  static Forecast read(ConfigReader in) {
    return new Forecast(
        in.strings("channels"), in.integer("steps"), in.has("relative") && in.bool("relative"));
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
