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
  private static final int SHORT = 40;

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

  /** The same without all but its first columns. */
  Table first(int count) {
    return new Table(
        columns.subList(0, count), rows.stream().map(row -> row.subList(0, count)).toList(), note);
  }

  private static List<String> cells(Row row) {
    return java.util.stream.IntStream.range(0, row.length())
        .mapToObj(i -> Cell.text(row.get(i)))
        .toList();
  }

  /** For a page. */
  public String html() {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    for (int c = 0; c < columns.size(); c++) {
      html.append("<th style=\"text-align:%s\">".formatted(side(c)))
          .append(escaped(columns.get(c)))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        String cell = row.get(c);
        html.append("<td style=\"text-align:%s;%s\">".formatted(side(c), width(cell)))
            .append(escaped(cell))
            .append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    return note.isEmpty() ? html.toString() : html + "<p><em>" + escaped(note) + "</em></p>";
  }

  /** Names read better from the left, numbers from the right; a gap is as good as a number. */
  private String side(int column) {
    List<String> given =
        rows.stream().map(row -> row.get(column)).filter(cell -> !Cell.isMissing(cell)).toList();
    return !given.isEmpty() && given.stream().allMatch(Cell::isNumber) ? "right" : "left";
  }

  /** What is short stays in one line; what is long stays on the page. */
  private static String width(String cell) {
    return cell.length() <= SHORT
        ? "white-space:nowrap"
        : "min-width:20em;max-width:50em;overflow-wrap:anywhere";
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
