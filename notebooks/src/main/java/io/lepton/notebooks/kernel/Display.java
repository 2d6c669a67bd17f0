package io.lepton.notebooks.kernel;

import io.lepton.notebooks.explore.Plot;
import io.lepton.notebooks.explore.Table;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/**
 * How a value looks below a cell: tables as HTML, plots as SVG, all else as text.
 *
 * @param text for a frontend that knows nothing else
 * @param html a table
 * @param svg a drawing
 */
public record Display(String text, Optional<String> html, Optional<String> svg) {
  private static final int ROWS = 20;

  /** The look of a value; a Dataset looks like its first rows. */
  public static Display of(Object value) {
    if (value instanceof Dataset<?> data) {
      return of(Table.first(data, ROWS));
    }
    return new Display(
        value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value),
        value instanceof Table table ? Optional.of(table.html()) : Optional.empty(),
        value instanceof Plot plot ? Optional.of(plot.svg()) : Optional.empty());
  }
}
