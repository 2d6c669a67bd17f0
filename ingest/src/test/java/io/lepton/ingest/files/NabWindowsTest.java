package io.lepton.ingest.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NabWindowsTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void writeWindows() throws IOException {
    file = temp.resolve("windows.json");
    Files.writeString(
        file,
        """
        {"art/other.csv": [],
         "known/pump.csv": [["2014-01-01 06:25:00.000000", "2014-01-02 05:35:00.000000"],
                            ["2014-03-01 00:00:00.000000", "2014-03-02 00:00:00.000000"]]}
        """);
  }

  @Test
  void eachWindowIsAnEventWithAnEnd() {
    NabWindows windows = new NabWindows(file, "pump.csv", "p1", "events");

    assertThat(value(windows.next()))
        .isEqualTo(
            "{\"device\":\"p1\",\"time\":\"2014-01-01T06:25:00Z\",\"sequence\":1,\"kind\":\"anomaly\",\"until\":\"2014-01-02T05:35:00Z\"}");
    assertThat(windows.next().line()).isEqualTo(2);
    assertThat(windows.hasNext()).isFalse();
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    assertThatThrownBy(() -> new NabWindows(file, "fan.csv", "p1", "events"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[art/other.csv, known/pump.csv]");
    Files.writeString(file, "{\"pump.csv\": [[\"2014-01-01\"]]}");
    assertThatThrownBy(() -> new NabWindows(file, "pump.csv", "p1", "events"))
        .hasMessageContaining("Cannot read window 1");
    assertThatThrownBy(() -> new NabWindows(temp.resolve("none"), "pump.csv", "p1", "events"))
        .hasMessageContaining("expected: a JSON file");
  }

  @Test
  void filesFollowOneAnother() {
    Supplier<MessageFile> again = () -> new NabWindows(file, "known/pump.csv", "p2", "events");
    try (MessageFile joined =
        new JoinedFiles(new NabWindows(file, "other.csv", "p1", "events"), List.of(again, again))) {
      assertThat(joined).toIterable().hasSize(4);
    }
  }

  private static String value(FileMessage message) {
    return new String(message.message().value(), UTF_8);
  }
}
