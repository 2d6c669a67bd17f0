package io.lepton.lake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values at one path; what it is asked for is known, what it lacks is noted. */
record Section(ReadState state, String path, ConfigObject values) {
  // as a record's constructor begins its message: the component, in camel case
  private static final Pattern COMPONENT =
      Pattern.compile("([A-Za-z][\\w-]*(?:\\.[\\w-]+)*): (.*)", Pattern.DOTALL);

  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The full path of a key, quoted where it has to be. */
  String at(String key) {
    String quoted = ConfigUtil.joinPath(ConfigUtil.splitPath(key));
    return path.isEmpty() ? quoted : path + "." + quoted;
  }

  Optional<ConfigValue> find(String key) {
    state.keys().asked(at(key));
    return valueOf(key);
  }

  <T> T required(String key, ValueForm<T> form) {
    state.keys().expected(at(key), form.toldExpected());
    Optional<ConfigValue> value = find(key);
    if (value.isEmpty()) {
      noteMissing(key, form.toldExpected());
      return form.neutral();
    }
    return state.convert(at(key), value.get(), form).orElse(form.neutral());
  }

  <T> Optional<T> optional(String key, ValueForm<T> form) {
    state.keys().expected(at(key), form.toldExpected());
    return find(key).flatMap(value -> state.convert(at(key), value, form));
  }

  <T> List<T> list(String key, String expected, ValueForm<T> form) {
    List<T> list = new ArrayList<>();
    List<ConfigValue> elements = elements(key, expected);
    for (int i = 0; i < elements.size(); i++) {
      String element = KnownKeys.element(at(key), i);
      state.convert(element, elements.get(i), form).ifPresent(list::add);
    }
    return List.copyOf(list);
  }

  List<ConfigValue> elements(String key, String expected) {
    state.keys().expected(at(key), expected);
    Optional<ConfigValue> value = find(key);
    if (value.isEmpty()) {
      noteMissing(key, expected);
      return List.of();
    }
    if (value.get() instanceof ConfigList) {
      return (ConfigList) value.get();
    }
    state.noteUnexpected(at(key), value.get(), expected);
    return List.of();
  }

  Secret secret(String key) {
    state.keys().expected(at(key), "a secret");
    Optional<ConfigValue> value = find(key);
    if (value.isEmpty()) {
      String advice = "Set it in the file to ${?VARIABLE}, and the variable in the environment.";
      state.noteMissing(at(key), "a secret", advice);
      return Secret.of("");
    }
    return state.secret(at(key), value.get());
  }

  /** No rendering shows what is below this key. */
  void hide(String key) {
    state.redaction().keep(at(key), "");
  }

  /** What stands below a key by its dotted name, sorted. */
  <T> Map<String, T> map(String key, BiFunction<String, ConfigValue, Optional<T>> convert) {
    state.keys().expected(at(key), "keys and texts in braces");
    Map<String, T> map = new TreeMap<>();
    Optional<ConfigValue> value = find(key);
    if (value.isPresent() && value.get() instanceof ConfigObject) {
      flatten("", (ConfigObject) value.get())
          .forEach(
              (name, leaf) ->
                  convert
                      .apply(KnownKeys.join(at(key), name), leaf)
                      .ifPresent(text -> map.put(name, text)));
    } else {
      value.ifPresent(other -> state.noteUnexpected(at(key), other, "keys and texts in braces"));
    }
    return Collections.unmodifiableMap(map);
  }

  Optional<String> text(String path, ConfigValue value) {
    return state.convert(path, value, ValueForm.TEXT);
  }

  Optional<Secret> hidden(String path, ConfigValue value) {
    return Optional.of(state.secret(path, value));
  }

  /** What a constructor refused: under the component's key if the message begins with one. */
  void noteRefusal(String message) {
    Matcher component = COMPONENT.matcher(message);
    if (component.matches()) {
      String name = component.group(1);
      for (String key : List.of(name, kebab(name))) {
        if (isKnown(key)) {
          noteRefusal(key, component.group(2));
          return;
        }
      }
    }
    state.note(path, values, message);
  }

  private void noteRefusal(String key, String text) {
    ConfigValue value = valueOf(key).orElse(values);
    boolean hidden = state.redaction().hides(at(key)) && ValueForm.isScalar(value);
    // an empty text is found between any two letters
    boolean quotable = hidden && !ValueForm.text(value).isEmpty();
    String shown = quotable ? text.replace(ValueForm.text(value), Redaction.HIDDEN) : text;
    state.note(at(key), value, shown);
  }

  private boolean isKnown(String key) {
    return state.keys().contains(at(key)) || valueOf(key).isPresent();
  }

  private Optional<ConfigValue> valueOf(String key) {
    Config config = values.toConfig();
    return config.hasPath(key) ? Optional.of(config.getValue(key)) : Optional.empty();
  }

  private void noteMissing(String key, String expected) {
    String path = at(key);
    // no override reaches into a list
    String advice =
        path.contains("[")
            ? "Set it in the file."
            : "Set it in the file or with --set " + path + "=...";
    state.noteMissing(path, expected, advice);
  }

  private static Map<String, ConfigValue> flatten(String prefix, ConfigObject object) {
    Map<String, ConfigValue> leaves = new TreeMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof ConfigObject) {
            leaves.putAll(flatten(prefix + key + ".", (ConfigObject) value));
          } else if (value.unwrapped() != null) {
            leaves.put(prefix + key, value);
          }
        });
    return leaves;
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
