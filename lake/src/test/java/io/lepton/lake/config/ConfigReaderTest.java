package io.lepton.lake.config;

import static io.lepton.lake.config.TestingConfig.config;
import static io.lepton.lake.config.TestingConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private enum Trigger {
    AVAILABLE_NOW,
    CONTINUOUS
  }

  @Test
  void readsTextAsItIsWritten() {
    assertRead("a = hello world", in -> in.string("a")).isEqualTo("hello world");
    assertRead("a = 1.10", in -> in.string("a")).isEqualTo("1.10");
    assertRead("a { b = x }", in -> in.string("a.b")).isEqualTo("x");
    assertRefused("a = [x]", in -> in.string("a"), "a (line 1): a list (expected: text)");
    assertRefused("a {}", in -> in.string("a"), "a (line 1): a section (expected: text)");
  }

  @Test
  void readsWholeNumbers() {
    assertRead("a = 5", in -> in.integer("a")).isEqualTo(5);
    assertRead("a = \"5\"", in -> in.integer("a")).isEqualTo(5);
    assertRead("a = 1e6", in -> in.integer("a")).isEqualTo(1_000_000);
    assertRead("a = 3000000000", in -> in.longNumber("a")).isEqualTo(3_000_000_000L);
    assertRefused("a = 5.5", in -> in.integer("a"), "a (line 1): 5.5 (expected: a whole number)");
    assertRefused(
        "a = five", in -> in.integer("a"), "a (line 1): 'five' (expected: a whole number)");
    assertRefused("a = x", in -> in.longNumber("a"), "a (line 1): 'x' (expected: a whole number)");
  }

  @Test
  void readsNumbers() {
    assertRead("a = 0.001", in -> in.number("a")).isEqualTo(0.001);
    assertRead("a = 2", in -> in.number("a")).isEqualTo(2.0);
    assertRefused("a = NaN", in -> in.number("a"), "a (line 1): 'NaN' (expected: a number)");
    assertRefused(
        "a = \"1e999\"", in -> in.number("a"), "a (line 1): '1e999' (expected: a number)");
  }

  @Test
  void readsTrueAndFalse() {
    assertRead("a = true", in -> in.bool("a")).isEqualTo(true);
    assertRead("a = \"off\"", in -> in.bool("a")).isEqualTo(false);
    assertRefused("a = maybe", in -> in.bool("a"), "a (line 1): 'maybe' (expected: true or false)");
  }

  @ParameterizedTest
  @CsvSource({"30 seconds,30", "30s,30", "2 minutes,120", "1.5 hours,5400", "30 days,2592000"})
  void readsDurationsWithTheirUnit(String text, long seconds) {
    assertRead("a = " + text, in -> in.duration("a")).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"30,30", "hourly,'hourly'", "30 apples,'30 apples'"})
  void refusesDurationsWithoutAUnit(String text, String unquoted) {
    String found = text.equals("30") ? unquoted : "'" + unquoted + "'";
    assertRefused(
        "a = " + text,
        in -> in.duration("a"),
        "a (line 1): " + found + " (expected: a duration such as '30 seconds')");
  }

  @Test
  void readsTimes() {
    assertRead("a = \"2026-01-01T00:00:00Z\"", in -> in.instant("a"))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertRefused(
        "a = 2026-01-01",
        in -> in.instant("a"),
        "a (line 1): '2026-01-01' (expected: a time such as '2026-01-01T00:00:00Z')");
  }

  @Test
  void readsConstantsInKebabCase() {
    assertRead("a = available-now", in -> in.oneOf("a", Trigger.class))
        .isEqualTo(Trigger.AVAILABLE_NOW);
    assertRefused(
        "a = AVAILABLE_NOW",
        in -> in.oneOf("a", Trigger.class),
        "a (line 1): 'AVAILABLE_NOW' (expected: 'available-now' or 'continuous')");
  }

  @Test
  void takesAParsersWordForIt() {
    assertRead("a = UTC", in -> in.parsed("a", ZoneId::of)).isEqualTo(ZoneId.of("UTC"));
    assertRefused(
        "a = hourly",
        in -> in.parsed("a", ConfigReaderTest::refuse),
        "a (line 1): 'hourly' (expected: a trigger)");
    assertRefused(
        "a = x1",
        in -> in.parsed("a", Integer::decode),
        "a (line 1): 'x1': For input string: \"x1\"");
  }

  @Test
  void answersOptionalsForWhatMayBeAbsent() {
    assertRead("", in -> in.optionalString("a")).isEqualTo(Optional.empty());
    assertRead("a = x", in -> in.optionalString("a")).isEqualTo(Optional.of("x"));
    assertRead("a = null", in -> in.optionalLong("a")).isEqualTo(Optional.empty());
    assertRead("a = 7", in -> in.optionalLong("a")).isEqualTo(Optional.of(7L));
    assertRead("a = 0.5", in -> in.optionalNumber("a")).isEqualTo(Optional.of(0.5));
    assertRead("a = 1 day", in -> in.optionalDuration("a"))
        .isEqualTo(Optional.of(Duration.ofDays(1)));
    assertRead("a = 1", in -> in.has("a") && !in.has("b")).isEqualTo(true);
    assertRefused(
        "a = x", in -> in.optionalLong("a"), "a (line 1): 'x' (expected: a whole number)");
  }

  @Test
  void readsLists() {
    assertRead("a = [x, 1.10, y z]", in -> in.strings("a")).isEqualTo(List.of("x", "1.10", "y z"));
    assertRead("a = []", in -> in.strings("a")).isEqualTo(List.of());
    assertRead("a = [1, 2]", in -> in.integers("a")).isEqualTo(List.of(1, 2));
    assertRefused(
        "a = x", in -> in.strings("a"), "a (line 1): 'x' (expected: a list such as [a, b])");
    assertRefused("a = [[x]]", in -> in.strings("a"), "a[0] (line 1): a list (expected: text)");
    assertRefused(
        "a = [1, x]", in -> in.integers("a"), "a[1] (line 1): 'x' (expected: a whole number)");
  }

  @Test
  void keepsDottedKeysOfAMap() {
    String text = "a { security.protocol = SSL, \"ssl.key\" = x, \"ssl.key.type\" = y, b = 1 }";
    Map<String, String> map = config(text).read(in -> in.map("a"));
    assertThat(map)
        .containsExactly(
            entry("b", "1"),
            entry("security.protocol", "SSL"),
            entry("ssl.key", "x"),
            entry("ssl.key.type", "y"));
    assertRead("", in -> in.map("a")).isEqualTo(Map.of());
    assertRefused(
        "a { b.c = [1] }", in -> in.map("a"), "a.\"b.c\" (line 1): a list (expected: text)");
    assertRefused("a = 1", in -> in.map("a"), "a (line 1): 1 (expected: keys and texts in braces)");
  }

  @Test
  void readsSectionsWhereTheyStand() {
    assertRead("a.b {}", in -> in.section("a", a -> a.section("b", ConfigReader::path)))
        .isEqualTo("a.b");
    assertRead("a.n = x", in -> in.section("a", a -> a.string("n"))).isEqualTo("x");
    assertRead("a = [{ n = x }]", in -> in.sections("a", a -> a.name() + a.string("n")))
        .isEqualTo(List.of("a[0]x"));
    assertRead("", in -> in.optionalSection("a", a -> a.string("n"))).isEqualTo(Optional.empty());
    assertRead("a.n = x", in -> in.optionalSection("a", a -> a.string("n")))
        .isEqualTo(Optional.of("x"));
  }

  @Test
  void tellsWhatIsNoSection() {
    assertRefused(
        "a = 1",
        in -> in.section("a", a -> a.string("n")),
        "a (line 1): 1 (expected: a section in braces)");
    assertRefused(
        "a = [x]",
        in -> in.sections("a", a -> a.string("n")),
        "a[0] (line 1): 'x' (expected: a section in braces)");
    assertRefused(
        "a {}",
        in -> in.sections("a", a -> a.string("n")),
        "a (line 1): a section (expected: a list of sections such as [{...}, {...}])");
  }

  @Test
  void tellsWhatIsMissingAndHowToSetIt() {
    assertRefused(
        "",
        in -> in.section("lake", lake -> lake.string("root")),
        "lake.root: missing (expected: text). Set it in the file or with --set lake.root=...");
    assertRefused(
        "a = null",
        in -> in.strings("a"),
        "a: missing (expected: a list such as [a, b]). Set it in the file or with --set a=...");
    assertRefused(
        "",
        in -> in.parsed("a", ZoneId::of),
        "a: missing (expected: text). Set it in the file or with --set a=...");
    assertRefused(
        "a = [{}]",
        in -> in.sections("a", a -> a.duration("b")),
        "a[0].b: missing (expected: a duration such as '30 seconds'). Set it in the file.");
  }

  private static Object refuse(String text) {
    throw new IllegalArgumentException("'" + text + "' (expected: a trigger)");
  }

  private static <T> ObjectAssert<T> assertRead(String hocon, Function<ConfigReader, T> reader) {
    T value = config(hocon).read(reader);
    return assertThatObject(value);
  }

  private static <T> void assertRefused(
      String hocon, Function<ConfigReader, T> reader, String problem) {
    assertThat(problems(config(hocon), reader)).containsExactly(problem);
  }
}
