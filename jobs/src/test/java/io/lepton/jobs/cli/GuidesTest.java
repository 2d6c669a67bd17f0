package io.lepton.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers copy from a page into a terminal is understood there. */
class GuidesTest {
  /** Indented lines, and what stands between backquotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^    [A-Z_=/\\w.-]*\\s?|`)(?:\\./)?lepton ([^`#\\n]+)");

  /** Options of spark-submit, which the launcher takes out; each has a value. */
  private static final Set<String> SUBMIT =
      Set.of(
          "--master",
          "--name",
          "--deploy-mode",
          "--num-executors",
          "--driver-memory",
          "--executor-memory",
          "--packages",
          "--properties-file",
          "--files",
          "--jars");

  /** The launcher's own, or a class path's that is not here. */
  private static final Set<String> ELSEWHERE = Set.of("notebook", "bench", "COMMAND");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".github/guides", "notebooks/README.md"})
  void everyCommandOfThePageParses(String place) throws IOException {
    List<String> lines = commands(Path.of("..", place));
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      List<String> words = words(line);
      if (!ELSEWHERE.contains(words.get(0)) && words.size() > 1) {
        assertThatCode(() -> ParsedLine.command(words)).as(line).doesNotThrowAnyException();
      }
    }
  }

  private static List<String> commands(Path place) throws IOException {
    List<Path> pages = new ArrayList<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> found = Files.list(place)) {
        found.forEach(pages::add);
      }
    } else {
      pages.add(place);
    }
    List<String> lines = new ArrayList<>();
    for (Path page : pages) {
      String text = Files.readString(page, UTF_8).replaceAll("\\\\\\n\\s*", "");
      Matcher found = COMMAND.matcher(text);
      while (found.find()) {
        lines.add(found.group(1).strip());
      }
    }
    return lines;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+").matcher(line.replaceAll("&&.*", ""));
    boolean isValue = false;
    while (word.find()) {
      String text = word.group().replaceAll("^['\"]|['\"]$", "");
      if (SUBMIT.contains(text)) {
        isValue = true;
      } else if (isValue) {
        isValue = false;
      } else {
        words.add(text.equals("TIME") ? "2026-01-01T00:00:00Z" : text);
      }
    }
    return words;
  }
}
