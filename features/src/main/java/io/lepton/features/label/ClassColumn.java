package io.lepton.features.label;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.util.List;
import java.util.Optional;

/**
 * The class that a column of silver names, a number or a text.
 *
 * @param name the column
 * @param classes its values, in the order of the network's outputs
 */
public record ClassColumn(String name, List<String> classes) implements Label {
  static final String KIND = "class";

  /** Copies the list. */
  public ClassColumn {
    requireNonNull(name, "name");
    classes = List.copyOf(classes);
    if (classes.size() < 2 || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "classes: %s (expected: at least two different values)".formatted(classes));
    }
  }

  static ClassColumn read(ConfigReader in) {
    return new ClassColumn(in.string("column"), in.strings("classes"));
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
  public Optional<String> column() {
    return Optional.of(name);
  }

  /** The label value is the index of the class, NaN for a value that is none of them. */
  @Override
  public Optional<Truth> truth(History history, int reading) {
    double value = history.labelValue(reading);
    return Double.isNaN(value)
        ? Optional.empty()
        : Optional.of(new Truth((float) value, history.time(reading)));
  }
}
