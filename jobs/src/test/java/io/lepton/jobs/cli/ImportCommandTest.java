package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  private final StringWriter said = new StringWriter();
  private final PrintWriter writer = new PrintWriter(said);

  @ParameterizedTest
  @ValueSource(strings = {"import", "pipeline"})
  void aFileThatIsNotThereIsToldBeforeAnythingBegins(String command, @TempDir Path folder)
      throws IOException {
    Path lake = folder.resolve("lake");
    Path conf =
        Files.writeString(
            folder.resolve("pumps.conf"),
            """
            pipeline = pumps
            lake.root = "%s"
            ingest.telemetry.fields = [{ name = load }]
            features { channels = [load], window.length = 4 }
            source {
              format = csv, file = "%s/nothing.csv", device.name = pump-1
              time { column = t, format = iso }, fields = [{ column = load }]
            }
            """
                .formatted(lake, folder));
    assertThat(JobCli.execute(writer, writer, command, conf.toString()))
        .as(said::toString)
        .isEqualTo(2);
    assertThat(said.toString()).contains("nothing.csv", "expected");
    assertThat(lake).as("Spark would make it").doesNotExist();
  }
}
