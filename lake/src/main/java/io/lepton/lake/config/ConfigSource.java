package io.lepton.lake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A configuration, resolved.
 *
 * @param name what the problems call it: the file
 * @param values what holds: overrides before the file before the defaults
 * @param written the user's part of it: without the defaults
 */
record ConfigSource(String name, ConfigObject values, ConfigObject written) {
  private static final String DEFAULTS = "reference.conf";

  // anything else is taken as text, so that 's3a://lake' is no comment and 'a#b' keeps its end
  private static final Pattern HOCON_VALUE =
      Pattern.compile(
          "\\s*([\\[{\"].*|.*\\$\\{.*|true|false|null|-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?)\\s*",
          Pattern.DOTALL);

  static ConfigSource open(Path file, Map<String, String> overrides, ClassLoader loader) {
    if (!Files.exists(file)) {
      throw UnreadableConfig.missing(file);
    }
    if (Files.isDirectory(file)) {
      throw UnreadableConfig.folder(file);
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setAllowMissing(false).setClassLoader(loader);
    Config set = parseOverrides(overrides);
    try {
      Config parsed = ConfigFactory.parseFile(file.toFile(), options);
      return resolve(file.toString(), set.withFallback(parsed), loader);
    } catch (ConfigException e) {
      throw UnreadableConfig.of(file.toString(), e);
    }
  }

  static ConfigSource parse(String hocon, ClassLoader loader) {
    String name = "the config";
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(name);
    try {
      return resolve(name, ConfigFactory.parseString(hocon, options), loader);
    } catch (ConfigException e) {
      throw UnreadableConfig.of(name, e);
    }
  }

  private static ConfigSource resolve(String name, Config user, ClassLoader loader) {
    Config all = user.withFallback(ConfigFactory.parseResources(loader, DEFAULTS)).resolve();
    return new ConfigSource(name, all.root(), written(user.root(), all.root()));
  }

  /** The resolved values, as far as the user wrote them. */
  private static ConfigObject written(ConfigObject user, ConfigObject all) {
    ConfigObject written = ConfigFactory.empty().root().withOrigin(user.origin());
    for (String key : user.keySet()) {
      ConfigValue value = all.get(key);
      if (value instanceof ConfigObject && isResolvedSection(user.get(key))) {
        value = written((ConfigObject) user.get(key), (ConfigObject) value);
      }
      // an optional substitution that found nothing leaves no value
      written = value == null ? written : written.withValue(key, value);
    }
    return written;
  }

  private static boolean isResolvedSection(ConfigValue value) {
    try {
      return value instanceof ConfigObject && ((ConfigObject) value).keySet() != null;
    } catch (ConfigException.NotResolved e) {
      return false; // 'a = ${b} { c = 1 }': all of it counts as written
    }
  }

  private static Config parseOverrides(Map<String, String> overrides) {
    Config all = ConfigFactory.empty();
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      all = parseOverride(override.getKey(), override.getValue()).withFallback(all);
    }
    return all;
  }

  private static Config parseOverride(String key, String value) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(Place.OVERRIDE_ORIGIN);
    try {
      String path = ConfigUtil.joinPath(ConfigUtil.splitPath(key));
      if (HOCON_VALUE.matcher(value).matches()) {
        try {
          return ConfigFactory.parseString(path + " = " + value, options);
        } catch (ConfigException e) {
          // it only looked like HOCON: taken as text below
        }
      }
      return ConfigFactory.parseString(path + " = " + ConfigUtil.quoteString(value), options);
    } catch (ConfigException e) {
      throw UnreadableConfig.badKey(key, e);
    }
  }
}
