package io.lepton.features.label;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What a model is asked for; each kind is a record. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RemainingLife.class, name = RemainingLife.KIND),
  @JsonSubTypes.Type(value = FailureWithin.class, name = FailureWithin.KIND),
  @JsonSubTypes.Type(value = ClassColumn.class, name = ClassColumn.KIND),
  @JsonSubTypes.Type(value = Forecast.class, name = Forecast.KIND),
  @JsonSubTypes.Type(value = Reconstruction.class, name = Reconstruction.KIND)
})
public sealed interface Label extends Serializable
    permits RemainingLife, FailureWithin, ClassColumn, Forecast, Reconstruction {
  /** What kind of question it is. */
  Task task();

  /** The name of this kind in the configuration. */
  String kind();

  /** What a prediction is counted in, in the plural; empty if it has no unit. */
  String unitName();

  /** Kind of the event that the label is found from; empty if it needs none. */
  default Optional<String> event() {
    return Optional.empty();
  }

  /** Whether a device that never had the event teaches nothing. */
  default boolean needsEvent() {
    return false;
  }

  /** The column of silver that the label is found from; empty if it needs none. */
  default Optional<String> column() {
    return Optional.empty();
  }

  /** The names of the classes, in the order of the network's outputs; empty if there are none. */
  default List<String> classes() {
    return List.of();
  }

  /** Readings after a window's last one that the label is made of. */
  default int ahead() {
    return 0;
  }

  /** About the largest number of the label: networks learn labels divided by it. */
  default double scale() {
    return 1;
  }

  /** The largest number that a truth can be; infinite where none is. */
  default double largest() {
    return Double.POSITIVE_INFINITY;
  }

  /** What a network's output, multiplied by the scale, means in the label's unit. */
  default double meaning(double scaledBack) {
    return scaledBack;
  }

  /**
   * The truth of the window that ends with a reading.
   *
   * @return its number and when it was known; none if nobody knows it
   */
  Optional<Truth> truth(History history, int reading);

  /** Reads the section {@code features.label}. */
  static Label read(ConfigReader in) {
    String kind = in.string("kind");
    return switch (kind) {
      case RemainingLife.KIND -> RemainingLife.read(in);
      case FailureWithin.KIND -> FailureWithin.read(in);
      case ClassColumn.KIND -> ClassColumn.read(in);
      case Forecast.KIND -> Forecast.read(in);
      case Reconstruction.KIND -> new Reconstruction();
      default -> {
        // which other keys belong here nobody knows
        List.of("event", "cap", "unit", "unit-name", "horizon", "column", "classes")
            .forEach(in::has);
        List.of("channels", "steps", "relative").forEach(in::has);
        throw new IllegalArgumentException(
            "kind: '%s' (expected: one of %s, %s, %s, %s, %s)"
                .formatted(
                    kind,
                    RemainingLife.KIND,
                    FailureWithin.KIND,
                    ClassColumn.KIND,
                    Forecast.KIND,
                    Reconstruction.KIND));
      }
    };
  }
}
