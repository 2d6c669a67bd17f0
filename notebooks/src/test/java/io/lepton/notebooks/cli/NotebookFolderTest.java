package io.lepton.notebooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void oneOwnNotebookStaysAndTheOthersCome() throws IOException {
    Files.writeString(folder.resolve("2-windows.ipynb"), "mine");
    NotebookFolder notebooks = new NotebookFolder(folder);
    notebooks.prepare(Path.of("/conf/plant.conf"), List.of("lake.root=/data"));
    assertThat(folder.resolve("2-windows.ipynb")).hasContent("mine");
    assertThat(folder.resolve("5-cmapss.ipynb")).exists();
    JsonNode kernel = JSON.readTree(folder.resolve(".jupyter/kernels/lepton/kernel.json").toFile());
    assertThat(kernel.get("argv").toString())
        .contains("io.lepton.notebooks.kernel.KernelMain", "{connection_file}")
        .endsWith("\"/conf/plant.conf\",\"lake.root=/data\"]");
    assertThat(kernel.get("interrupt_mode").asText()).isEqualTo("message");
  }

  @Test
  void nobodyElseSeesTheKeysOfKernels() throws IOException {
    NotebookFolder notebooks = new NotebookFolder(folder);
    notebooks.prepare(Path.of("/conf/plant.conf"), List.of());
    assertThat(Files.getPosixFilePermissions(notebooks.jupyter().resolve("run"))).hasSize(3);
  }

  @Test
  void theNotebooksBroughtHaveNoOutputs() throws IOException {
    for (String name : NotebookFolder.BROUGHT) {
      try (InputStream in =
          NotebookFolder.class.getResourceAsStream("/io/lepton/notebooks/" + name + ".ipynb")) {
        JsonNode notebook = JSON.readTree(in);
        assertThat(notebook.at("/metadata/kernelspec/name").asText()).isEqualTo("lepton");
        for (JsonNode cell : notebook.get("cells")) {
          assertThat(cell.path("outputs")).as(name).isEmpty();
          assertThat(cell.path("execution_count").asInt(0)).as(name).isZero();
        }
      }
    }
  }

  @Test
  void aMissingJupyterIsNamedWithThePackagesToInstall() throws IOException {
    assertThatThrownBy(() -> Jupyter.find(List.of(folder)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("there is no 'jupyter' here")
        .hasMessageContaining("apt install jupyter-notebook jupyter-nbconvert python3-ipykernel");
    for (String command : List.of("jupyter", "jupyter-notebook")) {
      assertThat(Files.createFile(folder.resolve(command)).toFile().setExecutable(true)).isTrue();
    }
    assertThatThrownBy(() -> Jupyter.find(List.of(folder)))
        .hasMessageContaining("Jupyter lacks jupyter-nbconvert");
  }

  @Test
  void theNewestDemoIsTaken() throws IOException {
    assertThatThrownBy(() -> NotebookCommand.newestDemo(folder.resolve("none")))
        .hasMessageContaining("Run 'lepton demo --quick' first");
    Files.createDirectories(folder.resolve("2026-01-02T00-00-00/lake"));
    Files.createDirectories(folder.resolve("2026-01-10T00-00-00/lake"));
    assertThat(NotebookCommand.newestDemo(folder))
        .isEqualTo(folder.resolve("2026-01-10T00-00-00/lake"));
  }
}
