package io.lepton.lake.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong so far. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  private record Problem(String key, Place place, String text) {
    String line() {
      return key.isEmpty() ? text : key + place.text() + ": " + text;
    }
  }

  void note(String key, Place place, String text) {
    problems.add(new Problem(key, place, text));
  }

  int count() {
    return problems.size();
  }

  /** By place; on the same line in the order they were noted. */
  List<String> lines() {
    return problems.stream()
        .sorted(Comparator.comparing(Problem::place))
        .map(Problem::line)
        .toList();
  }
}
