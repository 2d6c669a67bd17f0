package io.lepton.notebooks.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Started by Jupyter, one for each notebook; ends when Jupyter says so. */
public final class KernelMain {
  private static final String PRELUDE =
      """
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;
      import org.apache.spark.sql.*;
      import static org.apache.spark.sql.functions.*;
      import io.lepton.notebooks.explore.*;
      import io.lepton.notebooks.kernel.Notebook;

      Exploration exploration = Notebook.use(SETTINGS);
      SparkSession spark = exploration.spark();
      Tables lake = exploration.lake();
      Models models = exploration.models();
      PlotBook plots = exploration.plots();
      Features features = exploration.features();
      Dataset<Row> sql(String query) { return exploration.sql(query); }
      void show(Object value) { Notebook.show(value); }
      void use(String file, String... overrides) {
        exploration = Notebook.use(file, overrides);
        spark = exploration.spark();
        lake = exploration.lake();
        models = exploration.models();
        plots = exploration.plots();
        features = exploration.features();
      }
      """;

  private KernelMain() {}

  /**
   * Serves a notebook.
   *
   * @param args the file that says where Jupyter listens, the pipeline's file, overrides of it
   */
  public static void main(String[] args) throws IOException {
    String[] settings = Arrays.copyOfRange(args, 1, args.length);
    KernelConnectionProperties where =
        KernelConnectionProperties.parse(
            Files.readString(Path.of(args[0]), StandardCharsets.UTF_8));
    try (CellRunner cells = new CellRunner(System.getProperty("java.class.path"))) {
      LeptonKernel kernel = new LeptonKernel(cells, prelude(settings));
      Notebook.servedBy(kernel);
      try {
        serve(kernel, where);
      } finally {
        Notebook.close();
      }
    }
  }

  /** A first cell that opens the lake of a pipeline's file. */
  static String prelude(String... settings) {
    return PRELUDE.replace(
        "SETTINGS",
        Arrays.stream(settings).map(KernelMain::quoted).collect(Collectors.joining(", ")));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void serve(LeptonKernel kernel, KernelConnectionProperties where) {
    try {
      JupyterConnection connection = new JupyterConnection(where);
      kernel.becomeHandlerForConnection(connection);
      connection.connect();
      connection.waitUntilClose();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Jupyter signs in a way that is not known here", e);
    }
  }
}
