package io.lepton.jobs.report;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the records of a report ask of their parts. */
final class Checks {
  private Checks() {}

  static void count(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s: %d (expected: >= 0)".formatted(name, value));
    }
  }

  // Map.copyOf forgets the order, and the same data must make the same page
  static <V> Map<String, V> ordered(Map<String, V> map) {
    LinkedHashMap<String, V> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> copy.put(requireNonNull(key, "key"), requireNonNull(value, "value")));
    return Collections.unmodifiableMap(copy);
  }
}
