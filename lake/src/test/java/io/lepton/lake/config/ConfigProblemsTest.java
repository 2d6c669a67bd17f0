package io.lepton.lake.config;

import static io.lepton.lake.config.TestingConfig.config;
import static io.lepton.lake.config.TestingConfig.open;
import static io.lepton.lake.config.TestingConfig.problems;
import static io.lepton.lake.config.TestingConfig.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigProblemsTest {
  private record Training(int epochs, int miniBatchSize) {
    Training {
      if (epochs < 1) {
        throw new IllegalArgumentException("epochs: " + epochs + " (expected: > 0)");
      }
      if (miniBatchSize < 1) {
        throw new IllegalArgumentException("miniBatchSize: " + miniBatchSize + " (expected: > 0)");
      }
      if (miniBatchSize < epochs) {
        throw new IllegalArgumentException("more epochs than examples");
      }
    }

    static Training read(ConfigReader in) {
      return new Training(in.integer("epochs"), in.integer("mini-batch-size"));
    }
  }

  private record Pipeline(String root, Duration trigger, Training training, List<String> rules) {
    Pipeline {
      requireNonNull(training, "training");
    }

    static Pipeline read(ConfigReader in) {
      return new Pipeline(
          in.section("lake", lake -> lake.string("root")),
          in.section("ingest", ingest -> ingest.duration("stream.trigger")),
          in.section("training", Training::read),
          in.sections("rules", rule -> rule.string("name")));
    }
  }

  @Test
  void listsEveryProblemInTheOrderOfTheFile(@TempDir Path folder) throws Exception {
    write(folder.resolve("cmapss.conf"), "", "training.mini-batch-size = many");
    Path file =
        write(
            folder.resolve("plant-a.conf"),
            "include \"cmapss.conf\"",
            "training { epoch = 5",
            "  epochs = five }",
            "ingest {",
            "  stream.trigger = hourly",
            "}",
            "rules = [ { name = a }, { nam = b } ]",
            "plots { width = 3, height = 4 }");
    assertThatThrownBy(() -> open(file, Map.of("rot", "x")).read(Pipeline::read))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            """
            Cannot read %s: 9 problems
              training.epoch (line 2): unknown key; did you mean 'training.epochs'?
              training.epochs (line 3): 'five' (expected: a whole number)
              ingest.stream.trigger (line 5): 'hourly' (expected: a duration such as '30 seconds')
              rules[1].nam (line 7): unknown key; did you mean 'rules[1].name'?
              plots (line 8): unknown key
              training.mini-batch-size (cmapss.conf line 2): 'many' (expected: a whole number)
              rot (--set): unknown key
              lake.root: missing (expected: text). Set it in the file or with --set lake.root=...
              rules[1].name: missing (expected: text). Set it in the file.
            """
                .formatted(file)
                .strip());
  }

  @Test
  void putsARefusalUnderTheComponentItNames() {
    assertThat(
            problems(
                config("training {", "epochs = 0", "mini-batch-size = 8 }"), Pipelines::training))
        .containsExactly("training.epochs (line 2): 0 (expected: > 0)");
    assertThat(
            problems(
                config("training {", "epochs = 1", "mini-batch-size = 0 }"), Pipelines::training))
        .containsExactly("training.mini-batch-size (line 3): 0 (expected: > 0)");
  }

  @Test
  void putsAnyOtherRefusalUnderTheSection() {
    assertThat(
            problems(
                config("", "training { epochs = 9, mini-batch-size = 8 }"), Pipelines::training))
        .containsExactly("training (line 2): more epochs than examples");
    assertThat(problems(config("epochs = 9, mini-batch-size = 8"), Training::read))
        .containsExactly("more epochs than examples");
  }

  @Test
  void saysNothingOfARefusalThatANeutralValueCaused() {
    assertThat(
            problems(config("training { epochs = x, mini-batch-size = 8 }"), Pipelines::training))
        .containsExactly("training.epochs (line 1): 'x' (expected: a whole number)");
  }

  @Test
  void letsANullOfOursThrough() {
    assertThatThrownBy(() -> config("").read(in -> requireNonNull(null, "training")))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("training");
  }

  @Test
  void countsOneProblemAsOneAndIsAConfigError() {
    assertThatThrownBy(() -> config("a = 1").read(in -> "x"))
        .isInstanceOfSatisfying(
            InvalidConfigException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
        .hasMessage("Cannot read the config: 1 problem\n  a (line 1): unknown key");
  }

  @Test
  void offersAKeyOfTheSameNameFromItsRightSection() {
    ConfigReader config = config("epochs = 5", "training { epochs = 1, mini-batch-size = 8 }");
    assertThat(problems(config, Pipelines::training))
        .containsExactly("epochs (line 1): unknown key; did you mean 'training.epochs'?");
  }

  @Test
  void reportsASectionThatNobodyReadOnce() {
    ConfigReader config =
        config("trainig { a = 1, b = 2 }", "training { epochs = 1, mini-batch-size = 8 }");
    assertThat(problems(config, Pipelines::training))
        .containsExactly("trainig (line 1): unknown key; did you mean 'training'?");
  }

  @Test
  void knowsEveryKeyOfAMap() {
    Map<String, String> map = config("a { b.c = 1, d = 2 }").read(in -> in.map("a"));
    assertThat(map).hasSize(2);
  }

  private static final class Pipelines {
    static Training training(ConfigReader in) {
      return in.section("training", Training::read);
    }
  }
}
