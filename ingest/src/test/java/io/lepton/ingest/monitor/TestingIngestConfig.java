package io.lepton.ingest.monitor;

import io.lepton.ingest.IngestConfig;
import io.lepton.lake.config.ConfigReader;

/** Sections {@code ingest} for tests. */
final class TestingIngestConfig {
  private TestingIngestConfig() {}

  static IngestConfig read(String lines) {
    return ConfigReader.parse(
            "pipeline = p, ingest { telemetry.fields = [{name = pressure, type = number}]\n"
                + lines
                + " }")
        .read(
            in ->
                in.string("pipeline").isEmpty() ? null : in.section("ingest", IngestConfig::read));
  }
}
