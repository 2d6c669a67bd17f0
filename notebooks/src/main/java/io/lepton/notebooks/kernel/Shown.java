package io.lepton.notebooks.kernel;

import io.lepton.notebooks.explore.Plot;
import io.lepton.notebooks.explore.Table;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** How values look below a cell. */
final class Shown {
  private static final int ROWS = 20;

  private Shown() {}

  /**
   * Tables as HTML, plots as SVG, all else as text; a frontend that knows neither shows the text.
   */
  static DisplayData of(Object value) {
    if (value instanceof Dataset<?> data) {
      return of(Table.first(data, ROWS));
    }
    DisplayData shown = new DisplayData(text(value));
    if (value instanceof Table table) {
      shown.putHTML(table.html());
    } else if (value instanceof Plot plot) {
      shown.putSVG(plot.svg());
    }
    return shown;
  }

  private static String text(Object value) {
    return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
  }
}
