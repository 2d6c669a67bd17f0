package io.lepton.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.InvalidConfigException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What there is to say of each key: its form is told by whoever reads it, its default by the
 * modules' reference.conf, its comment by these or, for keys without a default, by the files of
 * {@code reference}, which together take every way through the readers.
 */
final class ReferencePages {
  private static final Path PAGES = Path.of("src/test/resources/io/lepton/jobs/config/reference");

  private final SortedMap<String, String> forms = new TreeMap<>();
  private final SortedMap<String, String> comments = new TreeMap<>();
  private final SortedMap<String, String> defaults = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  static ReferencePages read() throws IOException {
    ReferencePages pages = new ReferencePages();
    for (URL url :
        Collections.list(ReferencePages.class.getClassLoader().getResources("reference.conf"))) {
      try (InputStreamReader text =
          new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
        pages.describe("", ConfigFactory.parseReader(text).root(), pages.defaults);
      }
    }
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path file : files.sorted().toList()) {
        Config page = ConfigFactory.parseFile(file.toFile());
        pages.describe("", page.root(), new TreeMap<>());
        pages.ask(file);
      }
    }
    return pages;
  }

  SortedMap<String, String> forms() {
    return forms;
  }

  SortedMap<String, String> defaults() {
    return defaults;
  }

  /** What is wrong with the files, but for other files that they name. */
  List<String> problems() {
    return problems;
  }

  /** Events are read as telemetry is. */
  String comment(String key) {
    String telemetry = key.replace("ingest.events.", "ingest.telemetry.");
    String own = comments.getOrDefault(key, "");
    return own.isEmpty() ? comments.getOrDefault(telemetry, "") : own;
  }

  private void ask(Path file) {
    ConfigReader reader = ConfigReader.open(file, Map.of());
    try {
      reader.read(PipelineConfig::read);
    } catch (InvalidConfigException e) {
      e.problems().stream()
          .filter(problem -> !problem.contains("missing/"))
          .forEach(problem -> problems.add(file.getFileName() + ": " + problem));
    }
    reader.keysRead().forEach((key, form) -> forms.putIfAbsent(general(key), form));
  }

  /** A key of any element, and of any setting that is searched. */
  private static String general(String key) {
    return key.replaceAll("\\[\\d+]", "[]")
        .replaceAll("(training\\.search\\.space\\.)(\"[^\"]*\"|[^.]+)", "$1KEY");
  }

  /** A comment stands for the keys that follow it in its section, until the next one. */
  private void describe(String path, ConfigObject section, Map<String, String> values) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(section.entrySet());
    entries.sort(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()));
    String last = "";
    for (Map.Entry<String, ConfigValue> entry : entries) {
      ConfigValue value = entry.getValue();
      String key = general(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey());
      String own = String.join(" ", value.origin().comments()).replaceAll("\\s+", " ").strip();
      last = own.isEmpty() ? last : own;
      if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        describe(key, inner, values);
      } else {
        comments.merge(
            key, last, (before, now) -> before.isEmpty() || !own.isEmpty() ? now : before);
        values.put(key, value.render(ConfigRenderOptions.concise()));
        describeElements(key, value);
      }
    }
  }

  private void describeElements(String key, ConfigValue value) {
    if (value instanceof ConfigList list) {
      for (ConfigValue element : list) {
        if (element instanceof ConfigObject inner) {
          describe(key + "[]", inner, new TreeMap<>());
        }
      }
    }
  }
}
