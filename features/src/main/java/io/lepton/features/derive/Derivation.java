package io.lepton.features.derive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.Optional;

/** A feature made of a channel's past, or of a device's events; each kind is a record. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Rolling.class, name = "rolling"),
  @JsonSubTypes.Type(value = Smoothed.class, name = "smoothed"),
  @JsonSubTypes.Type(value = Difference.class, name = "difference"),
  @JsonSubTypes.Type(value = BandEnergy.class, name = "band-energy"),
  @JsonSubTypes.Type(value = Since.class, name = "since")
})
public sealed interface Derivation extends Serializable
    permits Rolling, Smoothed, Difference, BandEnergy, Since {
  /** The channel it is made of; empty if of none. */
  Optional<String> channel();

  /** Kind of the event it counts from; empty if from none. */
  default Optional<String> event() {
    return Optional.empty();
  }

  /** What one device has of it, at its first reading. */
  Deriver deriver();

  /** Reads one element of {@code features.derived}. */
  static Derivation read(ConfigReader in) {
    String kind = in.string("kind");
    return switch (kind) {
      case "mean", "std", "min", "max", "slope" ->
          new Rolling(
              in.string("of"), in.oneOf("kind", Rolling.Statistic.class), in.integer("over"));
      case "smoothed" -> new Smoothed(in.string("of"), in.number("alpha"));
      case "difference" -> new Difference(in.string("of"), in.integer("over"));
      case "band-energy" ->
          new BandEnergy(in.string("of"), in.integer("over"), in.number("low"), in.number("high"));
      case "readings" -> new Since(Since.Measure.READINGS, in.optionalString("since").orElse(""));
      case "seconds" -> new Since(Since.Measure.SECONDS, in.optionalString("since").orElse(""));
      default ->
          throw new IllegalArgumentException(
              "kind: '%s' (expected: one of mean, std, min, max, slope, smoothed, difference, band-energy, readings, seconds)"
                  .formatted(kind));
    };
  }
}
