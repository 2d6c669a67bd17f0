package io.lepton.lake.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Configurations whose defaults are the test's own, whatever the class path holds. */
final class TestingConfig {
  static final ClassLoader NO_DEFAULTS = new URLClassLoader(new URL[0], null);

  private TestingConfig() {}

  static ConfigReader config(String... lines) {
    return ConfigReader.of(ConfigSource.parse(String.join("\n", lines), NO_DEFAULTS));
  }

  static ConfigReader open(Path file, Map<String, String> overrides) {
    return ConfigReader.of(ConfigSource.open(file, overrides, NO_DEFAULTS));
  }

  static Path write(Path file, String... lines) throws Exception {
    return Files.write(file, List.of(lines));
  }

  static <T> List<String> problems(ConfigReader config, Function<ConfigReader, T> reader) {
    return catchThrowableOfType(InvalidConfigException.class, () -> config.read(reader)).problems();
  }
}
