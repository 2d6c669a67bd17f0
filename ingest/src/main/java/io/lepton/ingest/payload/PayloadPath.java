package io.lepton.ingest.payload;

import java.io.Serializable;
import java.util.List;

/**
 * Where a message has a value: names joined by dots, from the outside in. One of them may end in
 * {@code []}: it holds a list, and each of its elements is a reading of its own, as in {@code
 * samples[].temperature.value}.
 *
 * @param names the names, without {@code []}
 * @param listDepth how many names lead to the list, that of the list included; 0 without a list
 */
public record PayloadPath(List<String> names, int listDepth) implements Serializable {
  private static final String LIST = "[]";

  /** Copies the names. */
  public PayloadPath {
    names = List.copyOf(names);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if a name is empty or there are two lists
   */
  public static PayloadPath parse(String path) {
    String[] names = path.split("\\.", -1);
    int listDepth = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i].endsWith(LIST)) {
        if (listDepth > 0) {
          throw new IllegalArgumentException(
              "path: '%s' (expected: at most one list, marked by [])".formatted(path));
        }
        names[i] = names[i].substring(0, names[i].length() - LIST.length());
        listDepth = i + 1;
      }
      if (names[i].isEmpty()) {
        throw new IllegalArgumentException(
            "path: '%s' (expected: names joined by dots, such as 'samples[].value')"
                .formatted(path));
      }
    }
    return new PayloadPath(List.of(names), listDepth);
  }

  /** The names that lead to the list; empty without one. */
  public List<String> list() {
    return names.subList(0, listDepth);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ".").append(names.get(i)).append(i + 1 == listDepth ? LIST : "");
    }
    return text.toString();
  }
}
