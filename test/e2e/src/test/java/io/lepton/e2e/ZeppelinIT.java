package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lepton.notebooks.cli.NotebookCommand;
import io.lepton.notebooks.zeppelin.ZeppelinFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The notebooks as notes of a real Zeppelin server, which {@code lepton notebook --zeppelin} has
 * set up.
 */
@Tag("cluster")
@Tag("slow")
class ZeppelinIT {
  @TempDir static Path folder;
  private static Zeppelin zeppelin;
  private static ZeppelinFolder installed;

  @BeforeAll
  static void makeALakeAndAServer() throws IOException {
    Path root = folder.resolve("lake");
    NotebookLake.make(root);
    Path home = folder.resolve("zeppelin");
    Path lib = Path.of(System.getProperty("lepton.root"), "test", "zeppelin", "target", "lib");
    Zeppelin.install(home, lib);
    installed = new ZeppelinFolder(home);
    List<String> settings = new ArrayList<>(List.of(NotebookLake.CONF.toString()));
    settings.addAll(NotebookLake.settings(root));
    NotebookCommand.prepare(installed, settings);
    zeppelin = Zeppelin.start(home, lib);
  }

  @AfterAll
  static void end() {
    if (zeppelin != null) {
      zeppelin.close();
    }
  }

  @Test
  void theFirstNoteRunsThenAnotherParagraphIsCancelledAndTheNextOneRuns() throws IOException {
    assertThat(zeppelin.body("GET", "notebook", "").findValuesAsText("path"))
        .contains("/Lepton/1-telemetry", "/Lepton/4-predictions", "/Lepton/5-cmapss");
    String note = imported("1-telemetry");
    assertThat(results(note)).contains("copies", "<svg", "<h1>", "<table>");
    whatRunsIsCancelled(note);
    JsonNode next = zeppelin.run(note, zeppelin.add(note, "%lepton\n40 + 2"));
    assertThat(next.at("/results/msg/0/data").asText().strip()).isEqualTo("42");
    JsonNode wrong = zeppelin.run(note, zeppelin.add(note, "%lepton\nlake.table(\"silver.no\")"));
    assertThat(wrong.path("status").asText()).isEqualTo("ERROR");
    assertThat(wrong.path("results").toString())
        .contains("Cannot read table 'silver.no'")
        .doesNotContain("at io.");
    endJvm(note);
  }

  @ParameterizedTest
  @CsvSource({
    "2-windows, 0 devices are in more than one part, <table>",
    "3-training, promised 80 %, <svg",
    "4-predictions, median_seconds, <svg"
  })
  void everyParagraphRuns(String name, String said, String shown) throws IOException {
    String note = imported(name);
    assertThat(results(note)).contains(said).contains(shown).contains("<h1>", "<table>");
    endJvm(note);
  }

  /** Runs one paragraph after the other and gives what all of them have shown. */
  private static String results(String note) throws IOException {
    StringBuilder results = new StringBuilder();
    for (JsonNode paragraph : zeppelin.body("GET", "notebook/" + note, "").get("paragraphs")) {
      JsonNode ran = zeppelin.run(note, paragraph.get("id").asText());
      assertThat(ran.path("status").asText())
          .as("%s%n%s", ran.path("text").asText(), ran.path("results"))
          .isEqualTo("FINISHED");
      ran.at("/results/msg").forEach(part -> results.append(part.path("data").asText()));
    }
    return results.toString();
  }

  private static void whatRunsIsCancelled(String note) throws IOException {
    Path begun = folder.resolve("begun");
    String loop =
        zeppelin.add(
            note,
            "%%lepton%njava.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));%nwhile (true) { }"
                .formatted(begun));
    zeppelin.body("POST", "notebook/job/" + note + "/" + loop, "");
    await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(begun));
    zeppelin.body("DELETE", "notebook/job/" + note + "/" + loop, "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !zeppelin.paragraph(note, loop).path("status").asText().equals("RUNNING"));
  }

  /** As someone does who has but the file. */
  private static String imported(String name) throws IOException {
    try (Stream<Path> notes = Files.list(installed.notes())) {
      Path file =
          notes.filter(n -> n.getFileName().toString().startsWith(name)).findFirst().orElseThrow();
      String renamed =
          Files.readString(file).replace("\"" + name + "\"", "\"" + name + " " + notes() + "\"");
      return zeppelin.body("POST", "notebook/import", renamed).asText();
    }
  }

  private static int notes() throws IOException {
    return zeppelin.body("GET", "notebook", "").size();
  }

  private static void endJvm(String note) throws IOException {
    zeppelin.body(
        "PUT", "interpreter/setting/restart/lepton", "{\"noteId\": \"%s\"}".formatted(note));
  }
}
