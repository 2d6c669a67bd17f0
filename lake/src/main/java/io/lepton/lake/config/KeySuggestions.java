package io.lepton.lake.config;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The known keys nearest to one that nobody knows. */
final class KeySuggestions {
  private static final int MOST = 3;

  private final List<String> known;

  KeySuggestions(Collection<String> known) {
    this.known = known.stream().sorted().toList();
  }

  /** What to print for an unknown key. */
  String text(String unknown) {
    List<String> quoted = nearest(unknown).stream().map(key -> "'" + key + "'").toList();
    if (quoted.isEmpty()) {
      return "unknown key";
    }
    return "unknown key; did you mean " + ValueForm.alternatives(quoted) + "?";
  }

  /** Misspelt in its own section first, then right but in the wrong section. */
  List<String> nearest(String unknown) {
    Set<String> nearest = new LinkedHashSet<>(misspelt(unknown));
    known.stream()
        .filter(key -> lastName(key).equals(lastName(unknown)))
        .filter(key -> !key.contains("["))
        .forEach(nearest::add);
    return nearest.stream().limit(MOST).toList();
  }

  private List<String> misspelt(String unknown) {
    String name = lastName(unknown);
    List<String> siblings =
        known.stream().filter(key -> section(key).equals(section(unknown))).toList();
    // a single letter is near to every other one
    int farthest = name.length() == 1 ? 0 : Math.max(1, name.length() / 3);
    int least = siblings.stream().mapToInt(key -> distance(name, lastName(key))).min().orElse(0);
    if (least > farthest) {
      return List.of();
    }
    return siblings.stream()
        .filter(key -> distance(name, lastName(key)) == least)
        .sorted(comparing(key -> key))
        .toList();
  }

  private static String lastName(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String section(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** Levenshtein's distance, two swapped neighbours counting as one change. */
  static int distance(String a, String b) {
    int[][] changes = new int[a.length() + 1][b.length() + 1];
    IntStream.rangeClosed(0, a.length()).forEach(i -> changes[i][0] = i);
    IntStream.rangeClosed(0, b.length()).forEach(j -> changes[0][j] = j);
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = changes[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        changes[i][j] = swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
      }
    }
    return changes[a.length()][b.length()];
  }
}
