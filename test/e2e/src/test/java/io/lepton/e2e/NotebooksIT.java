package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.lake.PipelineException;
import io.lepton.notebooks.cli.Jupyter;
import io.lepton.notebooks.cli.NotebookFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The notebooks as they are in the repository, run by Jupyter from top to bottom on a small lake.
 */
class NotebooksIT {
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir static Path folder;
  private static Jupyter jupyter;
  private static NotebookFolder notebooks;

  @BeforeAll
  static void makeALake() {
    try {
      jupyter = Jupyter.find(System.getenv().getOrDefault("PATH", ""));
    } catch (PipelineException e) {
      Assumptions.abort("The notebooks were not run. " + e.getMessage());
    }
    String root = "lake.root=" + folder.resolve("lake");
    try (EmbeddedBroker broker =
        EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")))) {
      Lepton lepton =
          Lepton.with(
              "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
              root,
              "simulation.devices=24",
              "simulation.life.min=60",
              "simulation.life.max=90",
              "features.window.length=15",
              "features.split.validation=0.4",
              "training.interval.coverage=0.8",
              "training.baselines.trees=5",
              "training.epochs=2");
      lepton.run("simulate", CONF, "--rate", "100000").printed();
      for (String command : List.of("ingest", "features", "train", "evaluate", "score")) {
        lepton.run(command, CONF).printed();
      }
    }
    notebooks = new NotebookFolder(folder.resolve("notebooks"));
    notebooks.prepare(CONF, List.of(root, "training.baselines.trees=5"));
  }

  @ParameterizedTest
  @CsvSource({
    "1-telemetry, copies",
    "2-windows, 0 devices are in more than one part",
    "3-training, promised 80 %",
    "4-predictions, median_seconds"
  })
  void everyCellRuns(String name, String said) throws Exception {
    Path done = folder.resolve("done");
    Process run =
        jupyter
            .command(
                notebooks,
                List.of(
                    "nbconvert",
                    "--execute",
                    "--to=notebook",
                    "--output-dir=" + done,
                    "--ExecutePreprocessor.timeout=600",
                    name + ".ipynb"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    assertThat(run.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(folder.resolve(name + ".log"))).isZero();
    assertThat(outputs(done.resolve(name + ".ipynb"))).contains(said).doesNotContain("\"error\"");
  }

  @Test
  void aFrontendInterruptsAndCompletesAndTheNextCellRuns() throws Exception {
    Path script = folder.resolve("frontend.py");
    try (InputStream brought = NotebooksIT.class.getResourceAsStream("frontend.py")) {
      Files.write(script, brought.readAllBytes());
    }
    Path log = folder.resolve("frontend.log");
    ProcessBuilder frontend = jupyter.command(notebooks, List.of());
    // the Python that this Jupyter is of
    frontend.command(jupyter.program().resolveSibling("python3").toString(), script.toString());
    Process run = frontend.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(run.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isZero();
  }

  private static String outputs(Path notebook) throws IOException {
    StringBuilder outputs = new StringBuilder();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
      outputs.append(cell.path("outputs"));
    }
    return outputs.toString();
  }
}
