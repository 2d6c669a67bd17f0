package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.notebooks.cli.Jupyter;
import io.lepton.notebooks.cli.NotebookFolder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The notebooks as they are in the repository, run by Jupyter from top to bottom on a small lake.
 */
class NotebooksIT {
  @TempDir static Path folder;
  private static Jupyter jupyter;
  private static NotebookFolder notebooks;

  @BeforeAll
  static void makeALake() {
    jupyter = ExecutedNotebook.jupyter();
    Path root = folder.resolve("lake");
    NotebookLake.make(root);
    notebooks = new NotebookFolder(folder.resolve("notebooks"));
    notebooks.prepare(NotebookLake.CONF, NotebookLake.settings(root));
  }

  @ParameterizedTest
  @CsvSource({
    "1-telemetry, copies",
    "2-windows, 0 devices are in more than one part",
    "3-training, promised 80 %",
    "4-predictions, median_seconds"
  })
  void everyCellRuns(String name, String said) throws Exception {
    assertThat(ExecutedNotebook.outputs(jupyter, notebooks, name, folder.resolve("done")))
        .contains(said);
  }

  @Test
  void aPageMadeOfANotebookKeepsItsDrawings() throws Exception {
    String svg = "<svg xmlns=\\\"http://www.w3.org/2000/svg\\\"><rect height=\\\"17\\\"/></svg>";
    Files.writeString(
        notebooks.notebooks().resolve("drawn.ipynb"),
        """
        {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
          {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": [], "outputs": [
            {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": ["%s"]}}]}]}
        """
            .formatted(svg));
    Process run =
        jupyter
            .command(notebooks, List.of("nbconvert", "--to=html", "drawn.ipynb"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("drawn.log").toFile())
            .start();
    assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(notebooks.notebooks().resolve("drawn.html")).content().contains("height=\"17\"");
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
}
