package io.lepton.ingest;

import io.lepton.ingest.kafka.StartPosition;
import io.lepton.ingest.kafka.TopicSelection;
import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.JsonFormat;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.UnknownFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A topic of pumps for tests. */
final class TestingTopics {
  private TestingTopics() {}

  static TopicConfig pumps() {
    return pumps(Optional.empty(), UnknownFields.IGNORE);
  }

  static TopicConfig events() {
    TopicConfig pumps = pumps();
    return new TopicConfig(
        TopicSelection.named("events"),
        StartPosition.Edge.EARLIEST,
        "events",
        pumps.payload(),
        pumps.arrival());
  }

  static TopicConfig pumps(
      Optional<PayloadSpec.ChannelPaths> channel, UnknownFields unknownFields) {
    return new TopicConfig(
        TopicSelection.named("pumps"),
        StartPosition.Edge.EARLIEST,
        "pumps",
        new PayloadSpec(
            new JsonFormat(),
            "device",
            "time",
            PayloadSpec.TimeFormat.ISO,
            channel.isPresent() ? Optional.empty() : Optional.of("sequence"),
            channel,
            List.of(
                FieldSpec.number("pressure").within(0, 100).required(),
                FieldSpec.number("flow").within(-10, 10),
                FieldSpec.text("site")),
            unknownFields),
        new ArrivalConfig(Duration.ofMinutes(5), Duration.ofHours(6), 1 << 20, 0.9, true));
  }
}
