package io.lepton.notebooks.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeppelinFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTEBOOK =
      """
      {"cells": [
        {"cell_type": "markdown", "source": ["# Title\\n", "text"]},
        {"cell_type": "code", "source": ["int a = 1;\\n", "a"], "outputs": []}
      ]}""";

  @TempDir private Path home;

  @Test
  void textAndCodeBecomeParagraphs() throws IOException {
    ZeppelinNote note = note("1-telemetry");
    JsonNode made = JSON.readTree(note.json());
    assertThat(made.at("/paragraphs/0/text").asText()).isEqualTo("%md\n# Title\ntext");
    assertThat(made.at("/paragraphs/1/text").asText()).isEqualTo("%lepton\nint a = 1;\na");
    assertThat(made.at("/paragraphs")).hasSize(2);
    assertThat(note).isEqualTo(note("1-telemetry"));
    assertThat(note.id()).isNotEqualTo(note("2-windows").id());
  }

  @Test
  void whoHasSavedANoteKeepsIt() throws IOException {
    ZeppelinFolder zeppelin = installed();
    prepare(zeppelin);
    Path note = zeppelin.notes().resolve(note("1-telemetry").file());
    Files.writeString(note, "mine");
    prepare(zeppelin);
    assertThat(note).hasContent("mine");
  }

  /** Runs the script as Zeppelin would, with a JVM that prints what it is given. */
  @Test
  void theInterpreterIsStartedWithWhatZeppelinSays() throws Exception {
    ZeppelinFolder zeppelin = installed();
    prepare(zeppelin);
    JsonNode setting =
        JSON.readTree(zeppelin.interpreter().resolve("interpreter-setting.json").toFile()).get(0);
    assertThat(setting.at("/properties/lepton.conf/defaultValue").asText())
        .isEqualTo("/plant.conf");
    assertThat(setting.at("/properties/lepton.set/defaultValue").asText())
        .isEqualTo("lake.root=/lake\na=b c");
    assertThat(setting.at("/className").asText()).isEqualTo(LeptonInterpreter.class.getName());
    Process started =
        new ProcessBuilder(setting.at("/runner/linux").asText())
            .command(
                List.of(
                    setting.at("/runner/linux").asText(),
                    "-d",
                    "x",
                    "-c",
                    "localhost",
                    "-p",
                    "4711",
                    "-r",
                    ":",
                    "-i",
                    "lepton-note",
                    "-l",
                    "y",
                    "-g",
                    "lepton"))
            .start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(started.waitFor()).isZero();
    assertThat(said.lines())
        .containsExactly(
            "it's",
            "-cp",
            "/l/*:" + home.resolve("interpreter") + "/*",
            "org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer",
            "localhost",
            "4711",
            "lepton-note",
            ":");
  }

  @Test
  void aFolderWithoutZeppelinIsRefused() {
    assertThatThrownBy(() -> prepare(new ZeppelinFolder(home)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("it has no folder 'interpreter'");
  }

  private ZeppelinFolder installed() throws IOException {
    Files.createDirectories(home.resolve("interpreter"));
    return new ZeppelinFolder(home);
  }

  private static void prepare(ZeppelinFolder zeppelin) throws IOException {
    zeppelin.prepare(
        List.of("printf", "%s\n", "it's", "-cp", "/l/*"),
        Map.of("A", "b"),
        List.of("/plant.conf", "lake.root=/lake", "a=b c"),
        List.of(note("1-telemetry"), note("2-windows")));
  }

  private static ZeppelinNote note(String name) throws IOException {
    return ZeppelinNote.of(name, NOTEBOOK.getBytes(StandardCharsets.UTF_8));
  }
}
