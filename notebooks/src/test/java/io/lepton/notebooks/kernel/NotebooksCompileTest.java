package io.lepton.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each notebook declares what it uses, or finds it in the prelude; nothing is run. */
class NotebooksCompileTest {
  @ParameterizedTest
  @ValueSource(strings = {"1-telemetry", "2-windows", "3-training", "4-predictions", "5-cmapss"})
  void aNotebookStandsOnItsOwn(String name) throws Exception {
    try (CellRunner cells = fresh()) {
      for (JsonNode cell : new ObjectMapper().readTree(file(name)).get("cells")) {
        if (cell.get("cell_type").asText().equals("code")) {
          StringBuilder source = new StringBuilder();
          cell.get("source").forEach(line -> source.append(line.asText()));
          assertThat(cells.run(source.toString())).isEmpty();
        }
      }
    }
  }

  @Test
  void whatNobodyDeclaredIsNoticed() throws Exception {
    try (CellRunner cells = fresh()) {
      assertThatThrownBy(() -> cells.run("model.verdict()")).isInstanceOf(CellException.class);
    }
  }

  private static CellRunner fresh() throws Exception {
    CellRunner cells = new CellRunner(System.getProperty("java.class.path"), new Compiled());
    cells.run(Prelude.of(List.of("conf/plant.conf", "lake.root=/a \"lake\"")));
    return cells;
  }

  private static File file(String name) throws IOException {
    return new File(
        NotebooksCompileTest.class
            .getResource("/io/lepton/notebooks/" + name + ".ipynb")
            .getPath());
  }

  /** Loads the classes of cells and leaves it at that. */
  private static final class Compiled extends CellControl {
    @Override
    protected String invoke(Method code) {
      return "";
    }
  }
}
