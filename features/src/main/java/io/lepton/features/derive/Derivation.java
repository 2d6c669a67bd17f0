package io.lepton.features.derive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.List;
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

  /** The names in the configuration. */
  enum Kind {
    /** Rolling mean. */
    MEAN,
    /** Rolling standard deviation. */
    STD,
    /** Rolling minimum. */
    MIN,
    /** Rolling maximum. */
    MAX,
    /** Rolling slope. */
    SLOPE,
    /** Exponential smoothing. */
    SMOOTHED,
    /** Difference to an earlier reading. */
    DIFFERENCE,
    /** Power in a band of frequencies. */
    BAND_ENERGY,
    /** Readings since an event. */
    READINGS,
    /** Seconds since an event. */
    SECONDS
  }

  /** Reads one element of {@code features.derived}. */
  static Derivation read(ConfigReader in) {
    Kind kind = in.oneOf("kind", Kind.class);
    if (kind == null) {
      // noted already; which other keys belong here nobody knows
      List.of("of", "over", "alpha", "low", "high", "since").forEach(in::has);
      return new Since(Since.Measure.READINGS, "");
    }
    return switch (kind) {
      case MEAN -> rolling(in, Rolling.Statistic.MEAN);
      case STD -> rolling(in, Rolling.Statistic.STD);
      case MIN -> rolling(in, Rolling.Statistic.MIN);
      case MAX -> rolling(in, Rolling.Statistic.MAX);
      case SLOPE -> rolling(in, Rolling.Statistic.SLOPE);
      case SMOOTHED -> new Smoothed(in.string("of"), in.number("alpha"));
      case DIFFERENCE -> new Difference(in.string("of"), in.integer("over"));
      case BAND_ENERGY ->
          new BandEnergy(in.string("of"), in.integer("over"), in.number("low"), in.number("high"));
      case READINGS -> new Since(Since.Measure.READINGS, in.optionalString("since").orElse(""));
      case SECONDS -> new Since(Since.Measure.SECONDS, in.optionalString("since").orElse(""));
    };
  }

  private static Rolling rolling(ConfigReader in, Rolling.Statistic statistic) {
    return new Rolling(in.string("of"), statistic, in.integer("over"));
  }
}
