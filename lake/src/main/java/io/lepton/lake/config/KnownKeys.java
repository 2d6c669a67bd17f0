package io.lepton.lake.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The keys somebody asked for, and so the keys nobody asked for. */
final class KnownKeys {
  private final NavigableSet<String> keys = new TreeSet<>();
  private final Set<String> sections = new HashSet<>();
  private final SortedMap<String, String> forms = new TreeMap<>();

  /** Somebody asked for this key, whatever stands below it. */
  void asked(String path) {
    keys.add(path);
  }

  /** What a value of a key has to look like; the first that says so is right. */
  void expected(String path, String form) {
    forms.putIfAbsent(path, form);
  }

  /** Each key that a value was read of, and what that has to look like. */
  SortedMap<String, String> forms() {
    return Collections.unmodifiableSortedMap(forms);
  }

  /** A section whose keys are asked for one by one. */
  void section(String path) {
    sections.add(path);
  }

  boolean contains(String path) {
    return keys.contains(path);
  }

  KeySuggestions suggestions() {
    return new KeySuggestions(keys);
  }

  /** Hands over each written key that nobody asked for; an unread section as one key. */
  void forEachUnknown(ConfigObject written, BiConsumer<String, ConfigValue> report) {
    forEachUnknown("", written, report);
  }

  private void forEachUnknown(
      String path, ConfigObject written, BiConsumer<String, ConfigValue> report) {
    for (String key : new TreeSet<>(written.keySet())) {
      String child = join(path, key);
      ConfigValue value = written.get(key);
      if (value instanceof ConfigObject && (sections.contains(child) || isOnTheWay(child))) {
        forEachUnknown(child, (ConfigObject) value, report);
      } else if (!keys.contains(child)) {
        report.accept(child, value);
      } else if (value instanceof ConfigList) {
        inElements(child, (ConfigList) value, report);
      }
    }
  }

  private void inElements(String path, ConfigList list, BiConsumer<String, ConfigValue> report) {
    for (int i = 0; i < list.size(); i++) {
      String element = element(path, i);
      if (sections.contains(element) && list.get(i) instanceof ConfigObject) {
        forEachUnknown(element, (ConfigObject) list.get(i), report);
      }
    }
  }

  /** Whether a longer key was asked for in one piece: {@code a} of {@code string("a.b")}. */
  private boolean isOnTheWay(String path) {
    String next = keys.ceiling(path + ".");
    return !keys.contains(path) && next != null && next.startsWith(path + ".");
  }

  /** The path of a key as it stands in a file: quoted where it has to be. */
  static String join(String path, String key) {
    String name = ConfigUtil.joinPath(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }
}
