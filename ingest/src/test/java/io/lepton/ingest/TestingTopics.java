package io.lepton.ingest;

import static io.lepton.ingest.FieldSpec.Presence.OPTIONAL;
import static io.lepton.ingest.FieldSpec.Presence.REQUIRED;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A topic of pumps for tests. */
final class TestingTopics {
  private TestingTopics() {}

  static TopicConfig pumps() {
    return new TopicConfig(
        "pumps",
        "pumps",
        "device",
        "time",
        TopicConfig.TimeFormat.ISO,
        Optional.of("sequence"),
        Duration.ofMinutes(5),
        List.of(
            new FieldSpec("pressure", FieldSpec.Type.NUMBER, REQUIRED, 0, 100),
            new FieldSpec("flow", FieldSpec.Type.NUMBER, OPTIONAL, -10, 10),
            new FieldSpec("site", FieldSpec.Type.TEXT, OPTIONAL, 0, 0)));
  }
}
