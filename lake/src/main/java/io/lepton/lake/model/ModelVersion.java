package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A published model.
 *
 * @param name what it is for, in kebab-case or snake_case
 * @param number counts up from 1
 */
public record ModelVersion(String name, int number) implements Comparable<ModelVersion> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /** Checks both. */
  public ModelVersion {
    requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: '%s' (expected: %s)".formatted(name, NAME));
    }
    if (number < 1) {
      throw new IllegalArgumentException("version: %d (expected: > 0)".formatted(number));
    }
  }

  @Override
  public int compareTo(ModelVersion other) {
    return Comparator.comparing(ModelVersion::name)
        .thenComparingInt(ModelVersion::number)
        .compare(this, other);
  }

  /** As users write it: {@code turbofan@3}. */
  @Override
  public String toString() {
    return name + "@" + number;
  }
}
