package io.lepton.notebooks.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** A first cell that opens the lake of a pipeline's file and names what is at hand. */
final class Prelude {
  private static final String CELL =
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

  private Prelude() {}

  static String of(List<String> settings) {
    return CELL.replace(
        "SETTINGS", settings.stream().map(Prelude::quoted).collect(Collectors.joining(", ")));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
