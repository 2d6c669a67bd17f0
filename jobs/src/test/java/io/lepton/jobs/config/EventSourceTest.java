package io.lepton.jobs.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.files.MessageFile;
import io.lepton.lake.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventSourceTest {
  @TempDir Path temp;

  @Test
  void aRowOfTheFileIsAnEventWithKindEndAndDetail() throws IOException {
    Path file = temp.resolve("log.csv");
    Files.writeString(
        file,
        "unit,what,start,end,note\np1,repair,2026-01-01,2026-01-02,seal\np2,stop,2026-01-03,,\n");
    EventSource source =
        read(
            """
            format = csv, file = "%s", device.column = unit, kind.column = what
            time { column = start, format = iso }, until = end, detail = note
            """
                .formatted(file));

    try (MessageFile messages = source.messages("events").orElseThrow().get()) {
      assertThat(messages)
          .toIterable()
          .extracting(line -> new String(line.message().value(), UTF_8))
          .containsExactly(
              "{\"device\":\"p1\",\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":2,\"kind\":\"repair\",\"until\":\"2026-01-02T00:00:00Z\",\"detail\":\"seal\"}",
              "{\"device\":\"p2\",\"time\":\"2026-01-03T00:00:00Z\",\"sequence\":3,\"kind\":\"stop\",\"until\":null,\"detail\":null}");
    }
  }

  @Test
  void withoutAFileThereAreNoEvents() {
    assertThat(read("format = nab, series = pump.csv, device.name = p1").messages("events"))
        .isEmpty();
  }

  private static EventSource read(String hocon) {
    return ConfigReader.parse("pipeline = pumps, source.events { " + hocon + " }")
        .read(
            in -> {
              in.string("pipeline");
              return in.section("source", source -> source.section("events", EventSource::read));
            });
  }
}
