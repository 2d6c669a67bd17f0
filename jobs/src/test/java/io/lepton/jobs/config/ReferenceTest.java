package io.lepton.jobs.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writes the reference of all keys with {@code -Dlepton.renew=true}. */
class ReferenceTest {
  private static final Path ROOT = Path.of("..");
  private static final Path FILE = ROOT.resolve(".github/REFERENCE.md");
  private static final Pattern READ =
      Pattern.compile(
          "(?:\\.(?:string|optionalString|integer|longNumber|optionalLong|number|optionalNumber"
              + "|bool|duration|optionalDuration|instant|oneOf|parsed|secret|strings|integers"
              + "|settings|map|secretMap|sections)\\(|\\(in,)\\s*\"([^\"]+)\"");

  private static ReferencePages pages;

  @BeforeAll
  static void read() throws IOException {
    pages = ReferencePages.read();
  }

  @Test
  void saysWhatTheCodeSays() throws IOException {
    String now = text();
    if (Boolean.getBoolean("lepton.renew")) {
      Files.writeString(FILE, now, UTF_8);
    }
    assertThat(Files.readString(FILE, UTF_8))
        .as("%s is stale; renew it with -Dtest=ReferenceTest -Dlepton.renew=true", FILE)
        .isEqualTo(now);
  }

  @Test
  void thePagesBehindItAreConfigurationsThatHold() {
    assertThat(pages.problems()).isEmpty();
  }

  @Test
  void everyKeyThatIsReadIsExplained() {
    assertThat(pages.forms().keySet().stream().filter(key -> pages.comment(key).isEmpty()))
        .isEmpty();
  }

  @Test
  void everyDefaultIsRead() {
    Set<String> unread = new TreeSet<>(pages.defaults().keySet());
    unread.removeIf(
        key ->
            pages.forms().keySet().stream().anyMatch(known -> (known + ".").startsWith(key + ".")));
    assertThat(unread).isEmpty();
  }

  /** So that a key read in one branch alone is not forgotten. */
  @Test
  void everyKeyThatStandsInTheCodeIsThere() throws IOException {
    List<String> forgotten = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      for (Path file : files.filter(ReferenceTest::isSource).toList()) {
        String code = Files.readString(file, UTF_8);
        if (code.contains("import io.lepton.lake.config.ConfigReader;")) {
          Matcher read = READ.matcher(code);
          while (read.find()) {
            if (!isThere(read.group(1))) {
              forgotten.add(file.getFileName() + ": " + read.group(1));
            }
          }
        }
      }
    }
    assertThat(forgotten).isEmpty();
  }

  private static boolean isThere(String key) {
    return pages.forms().keySet().stream()
        .anyMatch(known -> known.equals(key) || known.endsWith("." + key));
  }

  private static boolean isSource(Path file) {
    return file.toString().contains("src/main/java") && file.toString().endsWith(".java");
  }

  private static String text() {
    StringBuilder text = new StringBuilder();
    text.append("# All keys\n\n");
    text.append("Made from the code by `ReferenceTest`; do not edit. Keys without a default are");
    text.append(" needed, or only in the\ncase that their line tells. `[]` is any element of a");
    text.append(" list. `ingest.events` takes all keys of\n`ingest.telemetry`. Secrets are never");
    text.append(" shown, logged or stored.\n");
    List<String> sections =
        pages.forms().keySet().stream().map(ReferenceTest::section).distinct().sorted().toList();
    for (String section : sections) {
      text.append("\n## ").append(section).append("\n\n");
      text.append("| key | value | default | what it is |\n|---|---|---|---|\n");
      text.append(
          pages.forms().keySet().stream()
              .filter(key -> section(key).equals(section))
              .map(ReferenceTest::row)
              .collect(Collectors.joining()));
    }
    return text.toString();
  }

  /** Two names are enough for those with many keys. */
  private static String section(String key) {
    Matcher two =
        Pattern.compile("(ingest|features|training|scoring)\\.([a-z-]+)\\..*").matcher(key);
    if (two.matches()) {
      return two.group(1) + "." + two.group(2);
    }
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  private static String row(String key) {
    String given = pages.defaults().get(key);
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            key,
            cell(pages.forms().get(key)),
            given == null ? "" : "`" + cell(given) + "`",
            cell(pages.comment(key)))
        .replace(System.lineSeparator(), "\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
