package io.lepton.lake.config;

import static io.lepton.lake.config.TestingConfig.config;
import static io.lepton.lake.config.TestingConfig.open;
import static io.lepton.lake.config.TestingConfig.problems;
import static io.lepton.lake.config.TestingConfig.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourceTest {
  @TempDir private Path folder;

  @Test
  void letsAnOverrideWin() throws Exception {
    Path file = write(folder.resolve("a.conf"), "epochs = 5", "topics = [a]");
    ConfigReader config = open(file, Map.of("epochs", "7", "topics", "[b, c]"));
    String read = config.read(in -> in.integer("epochs") + String.join("", in.strings("topics")));
    assertThat(read).isEqualTo("7bc");
  }

  @ParameterizedTest
  @CsvSource({"a:b/c", "s3a://lake/x", "abc#def", "5 seconds", "[a", "'a, b = c'", "{oops", "a b"})
  void takesAnOverrideThatIsNotHoconAsText(String text) throws Exception {
    Path file = write(folder.resolve("a.conf"), "");
    String read = open(file, Map.of("x.y", text)).read(in -> in.string("x.y"));
    assertThat(read).isEqualTo(text);
  }

  @Test
  void resolvesSubstitutionsInOverrides() throws Exception {
    Path file = write(folder.resolve("a.conf"), "root = lake");
    String text =
        open(file, Map.of("b", "${root}\"/x\"")).read(in -> in.string("root") + in.string("b"));
    assertThat(text).isEqualTo("lakelake/x");
  }

  @Test
  void namesThePlaceOfAnOverrideAndOfTheEnvironment() throws Exception {
    Path file = write(folder.resolve("a.conf"), "b = ${PATH}", "x.width = 1");
    ConfigReader config = open(file, Map.of("a", "five", "x.widht", "1"));
    assertThat(problems(config, in -> in.integer("a") + in.integer("b") + in.integer("x.width")))
        .containsExactly(
            "b (environment): '" + System.getenv("PATH") + "' (expected: a whole number)",
            "a (--set): 'five' (expected: a whole number)",
            "x.widht (--set): unknown key; did you mean 'x.width'?");
  }

  @Test
  void refusesAnOverrideWithoutAKeyAndKeepsItsValueToItself() throws Exception {
    Path file = write(folder.resolve("a.conf"), "");
    assertRefused(() -> open(file, Map.of("a..b", "hunter2")))
        .hasMessage(
            "Cannot read --set 'a..b': not a key (expected: names joined by dots:"
                + " training.epochs).");
  }

  @Test
  void takesDefaultsFromEveryReferenceFile() throws Exception {
    Path one =
        write(
            Files.createDirectory(folder.resolve("1")).resolve("reference.conf"),
            "a = 1",
            "own = 1");
    Path two =
        write(Files.createDirectory(folder.resolve("2")).resolve("reference.conf"), "", "b = x");
    URL[] urls = {one.getParent().toUri().toURL(), two.getParent().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      assertThat(a(reader("", loader))).isEqualTo(1);
      assertThat(a(reader("a = 2", loader))).isEqualTo(2);
      assertThat(problems(reader("", loader), in -> in.integer("b")))
          .containsExactly("b (reference.conf line 2): 'x' (expected: a whole number)");
    }
  }

  @Test
  void addsToAListOfTheDefaults() {
    List<String> rules = config("a = [x]", "a += y").read(in -> in.strings("a"));
    assertThat(rules).containsExactly("x", "y");
  }

  @Test
  void countsWhatASubstitutionBringsAsWritten() {
    ConfigReader config = config("a { n = x }, b = ${a} { m = y }", "c = ${?NO_SUCH_VARIABLE}");
    assertThat(problems(config, in -> in.section("a", a -> a.string("n"))))
        .containsExactly("b (line 1): unknown key");
  }

  @Test
  void namesTheLineOfAValueThatIsPartlySubstituted() throws Exception {
    Path file = write(folder.resolve("a.conf"), "", "a = ${?PATH}\"/x\"");
    assertThat(problems(open(file, Map.of()), in -> in.integer("a")).get(0))
        .startsWith("a (line 2): '");
  }

  @Test
  void namesTheFilesBesideOneThatIsMissing() throws Exception {
    write(folder.resolve("a.conf"), "");
    write(folder.resolve("b.conf"), "");
    Path file = folder.resolve("x.conf");
    assertRefused(() -> open(file, Map.of()))
        .hasMessage(
            "Cannot read %s: no such file (expected: a HOCON file). Files beside it: a.conf,"
                + " b.conf.",
            file);
    assertRefused(() -> open(folder.resolve("no/x.conf"), Map.of()))
        .hasMessage(
            "Cannot read %s: no such folder (expected: a HOCON file).",
            folder.resolve("no/x.conf"));
  }

  @Test
  void refusesAFolder() throws Exception {
    write(folder.resolve("a.conf"), "");
    assertRefused(() -> open(folder, Map.of()))
        .hasMessage(
            "Cannot read %s: a folder (expected: a HOCON file). Files in it: a.conf.", folder);
  }

  @Test
  void namesTheLineOfASyntaxError() throws Exception {
    Path file = write(folder.resolve("a.conf"), "a = 1", "b = [1,", "c = 3");
    assertRefused(() -> open(file, Map.of()))
        .hasMessageStartingWith("Cannot read " + file + " (line 3): List should have ended with ]");
    Path open = write(folder.resolve("b.conf"), "a {", "b = 1");
    assertRefused(() -> open(open, Map.of()))
        .hasMessage("Cannot read %s (line 3): a '}' is missing before the end of file.", open);
    Path outer = write(folder.resolve("c.conf"), "include \"a.conf\"");
    assertRefused(() -> open(outer, Map.of()))
        .hasMessageStartingWith("Cannot read " + outer + " (a.conf line 3): ");
  }

  @Test
  void keepsASyntaxErrorThatMayQuoteASecretToItself() throws Exception {
    Path file = write(folder.resolve("a.conf"), "password = hunter2:x");
    assertRefused(() -> open(file, Map.of()))
        .hasNoCause()
        .hasMessageContaining("(line 1): not HOCON (the text is hidden")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void namesASubstitutionThatNothingResolves() throws Exception {
    Path file = write(folder.resolve("a.conf"), "", "a = ${NO_SUCH_VARIABLE}");
    assertRefused(() -> open(file, Map.of()))
        .hasMessage(
            "Cannot read %s (line 2): nothing is known of ${NO_SUCH_VARIABLE}. Set it in the file"
                + " or the environment, or write ${?...} where it may be absent.",
            file);
  }

  @Test
  void refusesARequiredIncludeThatIsMissing() throws Exception {
    Path file = write(folder.resolve("a.conf"), "include required(\"zz.conf\")");
    assertRefused(() -> open(file, Map.of()))
        .hasMessageStartingWith("Cannot read " + file + ": ")
        .hasMessageContaining("zz.conf");
  }

  private static int a(ConfigReader config) {
    return config.read(in -> in.integer("a"));
  }

  private static ConfigReader reader(String hocon, ClassLoader loader) {
    return ConfigReader.of(ConfigSource.parse(hocon, loader));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(PipelineException.class);
  }
}
