package io.lepton.notebooks.explore;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A few rows to read; cells are text by now.
 *
 * @param columns names of the columns
 * @param rows the cells, row after row
 * @param note what stands below; empty for nothing
 */
public record Table(List<String> columns, List<List<String>> rows, String note) {
  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A table of values of any kind. */
  static Table of(List<String> columns, List<List<Object>> rows) {
    return new Table(
        columns, rows.stream().map(row -> row.stream().map(Cell::text).toList()).toList(), "");
  }

  /** The first rows of a Dataset. */
  public static Table first(Dataset<?> data, int count) {
    Dataset<Row> rows = data.toDF();
    List<Row> found = rows.takeAsList(count + 1);
    List<List<String>> cells =
        found.stream().limit(count).map(Table::cells).collect(Collectors.toList());
    String note =
        found.size() > count
            ? "the first %s rows".formatted(Cell.text(count))
            : found.isEmpty() ? "no rows" : "";
    return new Table(List.of(rows.columns()), cells, note);
  }

  private static List<String> cells(Row row) {
    return java.util.stream.IntStream.range(0, row.length())
        .mapToObj(i -> Cell.text(row.get(i)))
        .toList();
  }

  /** For a page. */
  public String html() {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    columns.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (String cell : row) {
        // names read better from the left, numbers from the right
        String side = Cell.isNumber(cell) ? "right" : "left";
        html.append("<td style=\"text-align:%s\">%s</td>".formatted(side, escaped(cell)));
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    return note.isEmpty() ? html.toString() : html + "<p><em>" + escaped(note) + "</em></p>";
  }

  /** For a terminal. */
  @Override
  public String toString() {
    String head = String.join(" | ", columns);
    String body =
        rows.stream().map(row -> String.join(" | ", row)).collect(Collectors.joining("\n"));
    return head + "\n" + body + (note.isEmpty() ? "" : "\n(" + note + ")");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
