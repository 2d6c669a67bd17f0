package io.lepton.features.label;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether a device fails within a horizon: after the reading, and no later than the horizon after
 * it. A device that was not watched for so long and has not failed meanwhile is not known.
 *
 * @param failure kind of the event that is a failure
 * @param horizon how far ahead
 */
public record FailureWithin(
    String failure,
    @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = IsoDuration.class)
        Duration horizon)
    implements Label {
  static final String KIND = "failure-within";
  private static final float NO = 0;
  private static final float YES = 1;

  /** Checks the horizon. */
  public FailureWithin {
    requireNonNull(failure, "failure");
    if (horizon.isZero() || horizon.isNegative()) {
      throw new IllegalArgumentException("horizon: %s (expected: > 0)".formatted(horizon));
    }
  }

  static FailureWithin read(ConfigReader in) {
    return new FailureWithin(in.string("event"), in.duration("horizon"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public String unitName() {
    return "";
  }

  @Override
  public Optional<String> event() {
    return Optional.of(failure);
  }

  @Override
  public List<String> classes() {
    return List.of("no failure", "failure");
  }

  @Override
  public Optional<Truth> truth(History history, int reading) {
    long time = history.time(reading);
    long until = time + IsoDuration.micros(horizon);
    long[] failures = history.events();
    int place = Arrays.binarySearch(failures, time + 1);
    int next = place >= 0 ? place : -place - 1;
    if (next < failures.length && failures[next] <= until) {
      return Optional.of(new Truth(YES, failures[next]));
    }
    boolean watched = next < failures.length || history.time(history.readings() - 1) >= until;
    return watched ? Optional.of(new Truth(NO, until)) : Optional.empty();
  }
}
