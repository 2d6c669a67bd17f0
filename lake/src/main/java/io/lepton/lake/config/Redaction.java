package io.lepton.lake.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of what is printed: those read as secrets, and those whose name says so. */
final class Redaction {
  static final String HIDDEN = "<hidden>";

  // the last name of a path; 'key' only as a word of its own: not 'keys', not 'monkey';
  // password-file and password-credential only tell where the password is
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)((password|secret|token|(?<!password-)credential)(?!-(file|credential)$)[^.]*"
              + "|(^|[.\\-_])key([\\-_][^.]*)?"
              + "|sasl\\.jaas\\.config)$");
  private static final Pattern SECRET_LINE =
      Pattern.compile("(?i)password|secret|token|credential|jaas|\\bkey\\b");
  // replacing a shorter value would garble the text and tell as much
  private static final int SHORTEST = 4;

  private final Set<String> paths = new HashSet<>();
  private final Set<String> values = new HashSet<>();

  /** Remembers what was read as a secret. */
  void keep(String path, String value) {
    paths.add(path);
    if (value.length() >= SHORTEST) {
      values.add(value);
    }
  }

  boolean hides(String path) {
    String plain = path.replace("\"", "").replaceAll("\\[\\d+]$", "");
    return paths.contains(path) || SECRET_NAME.matcher(plain).find();
  }

  /** Whether a line of a file that was not understood may hold a secret. */
  static boolean mayHoldSecret(String line) {
    return SECRET_LINE.matcher(line).find();
  }

  /** A text that may quote a secret, without it. */
  String clean(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, HIDDEN);
    }
    return clean;
  }

  /** A copy in which each secret reads {@code <hidden>}. */
  ConfigObject redacted(String path, ConfigObject section) {
    ConfigObject redacted = section;
    for (String key : section.keySet()) {
      redacted = redacted.withValue(key, redacted(KnownKeys.join(path, key), section.get(key)));
    }
    return redacted;
  }

  private ConfigValue redacted(String path, ConfigValue value) {
    if (hides(path) && value.valueType() != ConfigValueType.NULL) {
      return ConfigValueFactory.fromAnyRef(HIDDEN);
    }
    if (value instanceof ConfigObject) {
      return redacted(path, (ConfigObject) value);
    }
    return value instanceof ConfigList ? redacted(path, (ConfigList) value) : value;
  }

  private ConfigList redacted(String path, ConfigList list) {
    List<ConfigValue> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      elements.add(redacted(KnownKeys.element(path, i), list.get(i)));
    }
    return ConfigValueFactory.fromIterable(elements);
  }
}
