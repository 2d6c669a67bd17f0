package io.lepton.training.search;

import io.lepton.lake.config.ConfigReader;
import io.lepton.training.TrainingConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Configurations for searches that train nothing. */
final class TestingSearch {
  private TestingSearch() {}

  /** The section {@code training.search} with these lines. */
  static SearchConfig search(String... lines) {
    return read(
        "training.search {\n" + String.join("\n", lines) + "\n}",
        in -> in.section("training.search", SearchConfig::read));
  }

  /** The section {@code training} with these values. */
  static TrainingConfig training(Map<String, String> values) {
    String lines =
        values.entrySet().stream()
            .map(set -> "training.%s = %s".formatted(set.getKey(), set.getValue()))
            .collect(Collectors.joining("\n"));
    return read(lines, in -> in.section("training", TrainingConfig::read));
  }

  /** A trial whose seed is its number. */
  static Trial trial(int number, int epochs) {
    TreeMap<String, String> values =
        new TreeMap<>(Map.of("seed", "" + number, "epochs", "" + epochs));
    return new Trial(number, values, training(values));
  }

  private static <T> T read(String lines, Function<ConfigReader, T> reader) {
    return ConfigReader.parse(lines + "\npipeline = fans")
        .read(
            in -> {
              in.string("pipeline"); // the lake's defaults name it
              return reader.apply(in);
            });
  }
}
