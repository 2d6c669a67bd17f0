package io.lepton.ingest.kafka;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which topics are read. */
public sealed interface TopicSelection extends Serializable {
  /**
   * Topics by name; all of them have to be there.
   *
   * @param names at least one, each once
   */
  record Named(List<String> names) implements TopicSelection {
    // Kafka's own rule
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    /** Checks the names. */
    public Named {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("topics: [] (expected: at least one topic)");
      }
      for (String name : names) {
        if (!LEGAL.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "%s: '%s' (expected: 1 to 249 letters, digits, '.', '_' and '-')"
                  .formatted(names.size() == 1 ? "topic" : "topics", name));
        }
      }
      if (new TreeSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException("topics: %s (expected: each once)".formatted(names));
      }
    }

    @Override
    public Map.Entry<String, String> sparkOption() {
      return Map.entry("subscribe", String.join(",", names));
    }

    @Override
    public Set<String> among(Collection<String> existing) {
      return new TreeSet<>(names);
    }

    @Override
    public String toString() {
      return (names.size() == 1 ? "topic " : "topics ") + String.join(", ", names);
    }
  }

  /**
   * All topics whose whole name matches, those that are made later as well.
   *
   * @param pattern a regular expression of Java
   */
  record Matching(String pattern) implements TopicSelection {
    /** Checks the pattern. */
    public Matching {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "topic-pattern: '%s' (expected: a regular expression of Java): %s near index %d"
                .formatted(pattern, e.getDescription(), e.getIndex()),
            e);
      }
      if (pattern.isEmpty()) {
        throw new IllegalArgumentException("topic-pattern: '' (expected: a regular expression)");
      }
    }

    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public Map.Entry<String, String> sparkOption() {
      return Map.entry("subscribePattern", pattern);
    }

    @Override
    public Set<String> among(Collection<String> existing) {
      Pattern compiled = Pattern.compile(pattern);
      Set<String> matching = new TreeSet<>(existing);
      matching.removeIf(name -> !compiled.matcher(name).matches());
      return matching;
    }

    @Override
    public String toString() {
      return "topics that match '" + pattern + "'";
    }
  }

  /** These topics. */
  static TopicSelection named(String... names) {
    return new Named(List.of(names));
  }

  /** The topics whose whole name matches a regular expression of Java. */
  static TopicSelection matching(String pattern) {
    return new Matching(pattern);
  }

  /** Reads {@code topics} or {@code topic-pattern}, or else {@code topic}, which has a default. */
  static TopicSelection read(ConfigReader in) {
    if (in.has("topics") && in.has("topic-pattern")) {
      throw new IllegalArgumentException(
          "topic-pattern: set beside topics (expected: one of the two)");
    }
    if (!in.has("topics") && !in.has("topic-pattern")) {
      return named(in.string("topic"));
    }
    // Known, though it does not count: the default is always there.
    in.optionalString("topic");
    return in.has("topics")
        ? new Named(in.strings("topics"))
        : matching(in.string("topic-pattern"));
  }

  /** The topics known by name; empty for a pattern. */
  List<String> names();

  /** The option of Spark's Kafka source and its value. */
  Map.Entry<String, String> sparkOption();

  /** Those of the cluster's topics that are meant; named ones whether they exist or not. */
  Set<String> among(Collection<String> existing);
}
