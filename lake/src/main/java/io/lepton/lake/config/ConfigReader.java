package io.lepton.lake.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Reads typed values from one HOCON file, and collects every problem instead of stopping at the
 * first.
 *
 * <p>A reader stands at a section; keys are relative to it and may be dotted. A getter that fails
 * notes the problem and answers a neutral value ("", 0, the first enum constant; null where it
 * cannot know one: {@code parsed}, {@code section}). {@link #read} throws all problems together, so
 * no neutral value gets past it. Defaults come from the {@code reference.conf} files of the class
 * path.
 */
public final class ConfigReader {
  private final Section here;

  private ConfigReader(Section here) {
    this.here = here;
  }

  /**
   * Opens a file, its includes, the environment variables it names, and the defaults.
   *
   * @param overrides win over the file; key to HOCON value or plain text, as after {@code --set}
   * @throws io.lepton.lake.PipelineException of kind CONFIG if it cannot be read at all
   */
  public static ConfigReader open(Path file, Map<String, String> overrides) {
    return of(ConfigSource.open(file, overrides, ConfigReader.class.getClassLoader()));
  }

  /** Like {@link #open} of a file with this text, which problems call "the config". */
  public static ConfigReader parse(String hocon) {
    return of(ConfigSource.parse(hocon, ConfigReader.class.getClassLoader()));
  }

  static ConfigReader of(ConfigSource source) {
    return new ConfigReader(new Section(ReadState.of(source), "", source.values()));
  }

  /**
   * Reads the whole file, once.
   *
   * @throws InvalidConfigException with every problem, keys that nobody asked for included
   */
  public <T> T read(Function<ConfigReader, T> reader) {
    T result = run(reader);
    ReadState state = here.state();
    state.noteUnknownKeys();
    if (state.problems().count() > 0) {
      throw new InvalidConfigException(state.source().name(), state.problems().lines());
    }
    return result;
  }

  /**
   * Reads one section, whatever else there is: of a configuration that {@link #render} wrote.
   *
   * @throws InvalidConfigException with every problem of the section
   */
  public <T> T readOnly(String key, Function<ConfigReader, T> reader) {
    T result = section(key, reader);
    ReadState state = here.state();
    if (state.problems().count() > 0) {
      throw new InvalidConfigException(state.source().name(), state.problems().lines());
    }
    return result;
  }

  /** The full path of the section it stands at, as problems print it; empty at the root. */
  public String path() {
    return here.path();
  }

  /** The last name of the path: {@code stream} or {@code fields[2]}. */
  public String name() {
    return here.name();
  }

  /** Whether the key has a value, the user's or a default. */
  public boolean has(String key) {
    return here.find(key).isPresent();
  }

  /** Each key that a value was read of so far, and what its value has to look like. */
  public SortedMap<String, String> keysRead() {
    return here.state().keys().forms();
  }

  /** A text; numbers as they are written. */
  public String string(String key) {
    return here.required(key, ValueForm.TEXT);
  }

  /** A text that may be absent. */
  public Optional<String> optionalString(String key) {
    return here.optional(key, ValueForm.TEXT);
  }

  /** A whole number of 32 bits. */
  public int integer(String key) {
    return here.required(key, ValueForm.INTEGER);
  }

  /** A whole number of 64 bits. */
  public long longNumber(String key) {
    return here.required(key, ValueForm.LONG);
  }

  /** A whole number of 64 bits that may be absent. */
  public Optional<Long> optionalLong(String key) {
    return here.optional(key, ValueForm.LONG);
  }

  /** A finite number. */
  public double number(String key) {
    return here.required(key, ValueForm.NUMBER);
  }

  /** A finite number that may be absent. */
  public Optional<Double> optionalNumber(String key) {
    return here.optional(key, ValueForm.NUMBER);
  }

  /** True or false; yes, no, on and off will do, too. */
  public boolean bool(String key) {
    return here.required(key, ValueForm.BOOL);
  }

  /** A duration with its unit: {@code 30 seconds}. */
  public Duration duration(String key) {
    return here.required(key, ValueForm.DURATION);
  }

  /** A duration that may be absent. */
  public Optional<Duration> optionalDuration(String key) {
    return here.optional(key, ValueForm.DURATION);
  }

  /** A time in ISO-8601 with its zone: {@code "2026-01-01T00:00:00Z"}. */
  public Instant instant(String key) {
    return here.required(key, ValueForm.INSTANT);
  }

  /** A constant by its name in kebab-case: {@code AVAILABLE_NOW} is {@code available-now}. */
  public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    return here.required(key, ValueForm.oneOf(type));
  }

  /** What a parser makes of a text; its IllegalArgumentException's message becomes the problem. */
  public <T> T parsed(String key, Function<String, T> parser) {
    return here.required(key, ValueForm.parsedBy(parser));
  }

  /** A text nobody is to see. */
  public Secret secret(String key) {
    return here.secret(key);
  }

  /** A list of texts. */
  public List<String> strings(String key) {
    return here.list(key, "a list such as [a, b]", ValueForm.TEXT);
  }

  /** A list of whole numbers. */
  public List<Integer> integers(String key) {
    return here.list(key, "a list such as [1, 2]", ValueForm.INTEGER);
  }

  /** The names in this section, sorted, quoted where a key has to be. */
  public List<String> names() {
    return here.values().keySet().stream().sorted().map(ConfigUtil::joinPath).toList();
  }

  /** Whether the key has a section for value. */
  public boolean isSection(String key) {
    return here.find(key).filter(ConfigObject.class::isInstance).isPresent();
  }

  /** A list of whatever values, each as a text that {@code --set} takes. */
  public List<String> settings(String key, String expected) {
    return here.elements(key, expected).stream().map(ConfigReader::setting).toList();
  }

  private static String setting(ConfigValue value) {
    return ValueForm.isScalar(value)
        ? ValueForm.text(value)
        : value.render(ConfigRenderOptions.concise());
  }

  /**
   * Texts by key, sorted; empty if absent. Dotted keys stay as written: {@code security.protocol}.
   * Where one key begins another ({@code ssl.key}, {@code ssl.key.type}) HOCON wants both quoted.
   */
  public Map<String, String> map(String key) {
    return here.map(key, here::text);
  }

  /** Like {@link #map}, for values nobody is to see. */
  public Map<String, Secret> secretMap(String key) {
    here.hide(key);
    return here.map(key, here::hidden);
  }

  /** What a reader makes of a section; an absent section is an empty one. */
  public <T> T section(String key, Function<ConfigReader, T> reader) {
    ConfigValue value = here.find(key).orElseGet(() -> ConfigFactory.empty().root());
    return section(here.at(key), value, reader);
  }

  /** What a reader makes of a section, if there is one. */
  public <T> Optional<T> optionalSection(String key, Function<ConfigReader, T> reader) {
    return here.find(key).map(value -> section(here.at(key), value, reader));
  }

  /** What a reader makes of each section of a list. */
  public <T> List<T> sections(String key, Function<ConfigReader, T> reader) {
    List<T> results = new ArrayList<>();
    List<ConfigValue> elements = here.elements(key, "a list of sections such as [{...}, {...}]");
    for (int i = 0; i < elements.size(); i++) {
      T result = section(KnownKeys.element(here.at(key), i), elements.get(i), reader);
      if (result != null) {
        results.add(result);
      }
    }
    return List.copyOf(results);
  }

  /** What holds in this section, defaults included: HOCON, sorted, secrets hidden. */
  public String render() {
    ConfigRenderOptions options = ConfigRenderOptions.concise().setJson(false).setFormatted(true);
    return here.state().redaction().redacted(here.path(), here.values()).render(options);
  }

  private <T> T section(String path, ConfigValue value, Function<ConfigReader, T> reader) {
    if (!(value instanceof ConfigObject)) {
      here.state().noteUnexpected(path, value, "a section in braces");
      return null;
    }
    here.state().keys().section(path);
    return new ConfigReader(new Section(here.state(), path, (ConfigObject) value)).run(reader);
  }

  private <T> T run(Function<ConfigReader, T> reader) {
    Problems problems = here.state().problems();
    int before = problems.count();
    try {
      return reader.apply(this);
    } catch (IllegalArgumentException e) {
      // with a problem of its own the section was refused for a neutral value
      if (problems.count() == before) {
        here.noteRefusal(String.valueOf(e.getMessage()));
      }
      return null;
    } catch (NullPointerException e) {
      if (problems.count() == 0) {
        throw e; // no neutral null was handed out: a bug
      }
      return null;
    }
  }
}
