package io.lepton.lake.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is different between two configurations that {@link ConfigReader#render} wrote. */
public final class ConfigDiff {
  private ConfigDiff() {}

  /**
   * A line for each value that is gone or new, by key: {@code - training.epochs = 10}, then {@code
   * + training.epochs = 20}.
   */
  public static List<String> between(String before, String after) {
    Map<String, String> old = values(before);
    Map<String, String> young = values(after);
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(young.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      if (!Objects.equals(old.get(key), young.get(key))) {
        line("-", key, old, lines);
        line("+", key, young, lines);
      }
    }
    return lines;
  }

  private static void line(
      String sign, String key, Map<String, String> values, List<String> lines) {
    if (values.containsKey(key)) {
      lines.add("%s %s = %s".formatted(sign, key, values.get(key)));
    }
  }

  private static Map<String, String> values(String rendered) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> value : ConfigFactory.parseString(rendered).entrySet()) {
      values.put(value.getKey(), value.getValue().render(ConfigRenderOptions.concise()));
    }
    return values;
  }
}
