package io.lepton.scoring.alert;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Told of how things stand when one looks: a value above one bound raises an alert, one that is not
 * above the other clears it.
 *
 * @param about what it says of itself
 * @param kind what is looked at
 * @param above the bound that raises: seconds of silence, a share, or channels that have drifted
 * @param clear the bound that clears, at most the other
 * @param window the time before the newest reading that shares are taken over
 */
public record StateRule(About about, Kind kind, double above, double clear, Duration window)
    implements AlertRule {
  /** What is looked at. */
  public enum Kind {
    /** A device sends nothing while the fleet does. */
    SILENCE,
    /** The share of a device's messages that was rejected. */
    QUARANTINE,
    /** The share of a device's values that is missing. */
    MISSING,
    /** Channels of the fleet that are not distributed as in training. */
    DRIFT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the bounds. */
  public StateRule {
    requireNonNull(about, "about");
    requireNonNull(kind, "kind");
    requireNonNull(window, "window");
    if (!(above >= 0)) {
      throw new IllegalArgumentException("above: %s (expected: >= 0)".formatted(above));
    }
    if (!(clear >= 0 && clear <= above)) {
      throw new IllegalArgumentException(
          "clear-below: %s (expected: 0 to %s)".formatted(clear, above));
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: %s (expected: > 0)".formatted(window));
    }
  }

  static StateRule read(ConfigReader in, Kind kind) {
    About about = About.read(in);
    return switch (kind) {
      case SILENCE -> {
        Duration silent = in.duration("for");
        yield new StateRule(about, kind, silent.toMillis() / 1e3, silent.toMillis() / 1e3, silent);
      }
      case DRIFT -> new StateRule(about, kind, 0, 0, Duration.ofDays(1));
      case QUARANTINE, MISSING -> {
        double above = in.number("above");
        yield new StateRule(
            about,
            kind,
            above,
            in.optionalNumber("clear-below").orElse(above / 2),
            in.optionalDuration("window").orElse(Duration.ofDays(1)));
      }
    };
  }

  /**
   * How things stand with a device.
   *
   * @param device the device, or {@link Alert#FLEET}
   * @param value what the bounds are for
   * @param since when an alert counts as raised
   * @param until when one counts as over
   * @param evidence the numbers behind it
   */
  public record Observation(
      String device, double value, Instant since, Instant until, Map<String, String> evidence) {
    /** Copies the map. */
    public Observation {
      evidence = Map.copyOf(evidence);
    }
  }

  /**
   * The next state of a device's alert: a new one, the one that was open and is over, or nothing
   * where nothing changes.
   *
   * @param open the alert that is open
   */
  public Optional<Alert> step(Optional<Alert> open, Observation seen, Alert.Model model) {
    if (open.isPresent()) {
      boolean over = seen.value() <= clear;
      Instant raised = open.get().raisedAt();
      Instant until = seen.until().isBefore(raised) ? raised : seen.until();
      return over ? Optional.of(open.get().clearedAt(until)) : Optional.empty();
    }
    return seen.value() > above
        ? Optional.of(Alert.raised(about, seen.device(), seen.since(), seen.evidence(), model))
        : Optional.empty();
  }
}
