package io.lepton.training.search;

import io.lepton.lake.config.ConfigReader;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * All that a search chooses from.
 *
 * @param choices what each setting may be, by its key under {@code training}
 */
public record Space(SortedMap<String, Choice> choices) {
  private static final String FROM = "from";
  private static final String TO = "to";

  /** Copies the map and checks that no key is one of the search itself. */
  public Space {
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
    for (String key : choices.keySet()) {
      if (key.equals("search") || key.startsWith("search.")) {
        throw new IllegalArgumentException(
            "'%s' (expected: keys under training, without the search itself)".formatted(key));
      }
    }
  }

  /** Reads the section {@code space}; {@code "a.b" = [...]} and {@code a { b = [...] }} are one. */
  static Space read(ConfigReader in) {
    SortedMap<String, Choice> choices = new TreeMap<>();
    read(in, "", choices);
    return new Space(choices);
  }

  private static SortedMap<String, Choice> read(
      ConfigReader in, String prefix, SortedMap<String, Choice> choices) {
    for (String name : in.names()) {
      String key = prefix + name.replace("\"", "");
      if (!in.isSection(name)) {
        put(choices, key, listed(in, name, key));
      } else if (in.has(name + "." + FROM) || in.has(name + "." + TO)) {
        put(choices, key, in.section(name, Choice.Range::read));
      } else {
        in.section(name, section -> read(section, key + ".", choices));
      }
    }
    return choices;
  }

  private static Choice listed(ConfigReader in, String name, String key) {
    try {
      return new Choice.Listed(
          in.settings(name, "a list such as [1, 2] or a range such as { from = 1, to = 2 }"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static void put(SortedMap<String, Choice> choices, String key, Choice choice) {
    if (choices.put(key, choice) != null) {
      throw new IllegalArgumentException(
          "'%s' is there with and without quotes (expected: once)".formatted(key));
    }
  }

  /**
   * A point of the space, always the same for the same seed and number. Each setting has a stream
   * of its own: another one more in the space leaves its values as they are.
   *
   * @return key to value
   */
  SortedMap<String, String> draw(long seed, long number) {
    SortedMap<String, String> values = new TreeMap<>();
    choices.forEach(
        (key, choice) -> {
          long stream = mixed(mixed(mixed(seed) + number) + key.hashCode());
          values.put(key, choice.at(new SplittableRandom(stream).nextDouble()));
        });
    return values;
  }

  private static long mixed(long seed) {
    return new SplittableRandom(seed).nextLong();
  }
}
