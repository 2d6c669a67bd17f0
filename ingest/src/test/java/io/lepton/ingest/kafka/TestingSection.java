package io.lepton.ingest.kafka;

import io.lepton.lake.config.ConfigReader;
import java.util.function.Function;

/** A section {@code s} of a configuration that has what the defaults refer to. */
final class TestingSection {
  private TestingSection() {}

  static <T> T read(String lines, Function<ConfigReader, T> reader) {
    return ConfigReader.parse("pipeline = p, s { " + lines + " }")
        .read(in -> in.string("pipeline").isEmpty() ? null : in.section("s", reader));
  }
}
