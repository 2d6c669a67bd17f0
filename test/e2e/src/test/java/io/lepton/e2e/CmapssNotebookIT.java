package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lepton.notebooks.cli.Jupyter;
import io.lepton.notebooks.cli.NotebookFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook of the public benchmark, on NASA's files and a model trained for two epochs. */
class CmapssNotebookIT {
  private static final Path CONF = Lepton.conf("cmapss-fd001.conf");

  @TempDir private Path folder;
  private Jupyter jupyter;

  @BeforeEach
  void theDataIsHere() {
    String data = System.getenv().getOrDefault("CMAPSS_DIR", "");
    assumeThat(Path.of(data).resolve("RUL_FD001.txt"))
        .as(
            "The benchmark's notebook was not run: CMAPSS_DIR is '%s' (expected: the folder with"
                + " NASA's RUL_FD001.txt, packed or not).",
            data)
        .matches(file -> Files.exists(file) || Files.exists(Path.of(file + ".gz")));
    jupyter = ExecutedNotebook.jupyter();
  }

  @Test
  void theBenchmarkIsToldFromTopToBottom() throws Exception {
    // the notebook names its file as seen from where it was started, and the file its lake
    Path started = Files.createDirectory(folder.resolve("started"));
    Files.createSymbolicLink(started.resolve("conf"), CONF.getParent());
    String root = "lake.root=" + started.resolve("lakes/cmapss_fd001");
    Lepton lepton =
        Lepton.with(root, "training.ensemble=1", "training.epochs=2", "training.baselines.trees=5");
    for (String command : List.of("import", "features", "train", "evaluate")) {
      lepton.run(command, CONF, imported(command)).printed();
    }
    NotebookFolder notebooks = new NotebookFolder(folder.resolve("notebooks"));
    notebooks.prepare(CONF, List.of(root));
    startedIn(started, notebooks.jupyter().resolve("kernels/lepton/kernel.json"));
    assertThat(ExecutedNotebook.outputs(jupyter, notebooks, "5-cmapss", folder.resolve("done")))
        .contains("cmapss_fd001@1", "PHM score", "<svg", "<table>", "test-");
  }

  private static String[] imported(String command) {
    return command.equals("import") ? new String[] {"cmapss"} : new String[0];
  }

  private static void startedIn(Path started, Path kernel) throws Exception {
    String here = "-Dlepton.started=" + Path.of("").toAbsolutePath();
    String json = Files.readString(kernel);
    assertThat(json).contains(here);
    Files.writeString(kernel, json.replace(here, "-Dlepton.started=" + started));
  }
}
