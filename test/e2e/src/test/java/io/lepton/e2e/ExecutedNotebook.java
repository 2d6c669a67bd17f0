package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import io.lepton.notebooks.cli.Jupyter;
import io.lepton.notebooks.cli.NotebookFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Notebooks run by Jupyter, each from top to bottom in a kernel of its own. */
final class ExecutedNotebook {
  private ExecutedNotebook() {}

  /** The Jupyter of this machine; the test is skipped, with a sentence, where there is none. */
  static Jupyter jupyter() {
    try {
      return Jupyter.find(System.getenv().getOrDefault("PATH", ""));
    } catch (PipelineException e) {
      return Assumptions.abort("The notebooks were not run. " + e.getMessage());
    }
  }

  /** What the cells of one came to; fails if one of them did. */
  static String outputs(Jupyter jupyter, NotebookFolder notebooks, String name, Path done)
      throws IOException, InterruptedException {
    Path log = notebooks.jupyter().resolve(name + ".log");
    Process run =
        jupyter
            .command(
                notebooks,
                List.of(
                    "nbconvert",
                    "--execute",
                    "--to=notebook",
                    "--output-dir=" + done,
                    "--ExecutePreprocessor.startup_timeout=300",
                    "--ExecutePreprocessor.timeout=600",
                    name + ".ipynb"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(run.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isZero();
    String outputs = outputs(done.resolve(name + ".ipynb"));
    assertThat(outputs).doesNotContain("\"error\"");
    return outputs;
  }

  private static String outputs(Path notebook) throws IOException {
    StringBuilder outputs = new StringBuilder();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
      outputs.append(cell.path("outputs"));
    }
    return outputs.toString();
  }
}
